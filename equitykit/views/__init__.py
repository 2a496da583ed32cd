"""Charts, tables and whole sections as accessible HTML, made from released tables only."""
