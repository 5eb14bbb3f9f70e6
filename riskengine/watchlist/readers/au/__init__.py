"""The Australian consolidated list."""
