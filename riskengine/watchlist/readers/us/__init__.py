"""Other lists of the United States."""
