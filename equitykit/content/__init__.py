"""Every sentence users read, in English and Spanish, and the code lists of the state's files."""
