"""Lists of the user's own: tables with known columns, and any table or JSON by a mapping file."""
