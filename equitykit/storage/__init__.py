"""The work folder: prepared data and settings."""
