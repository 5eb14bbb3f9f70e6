"""The Chinese lists and announcements."""
