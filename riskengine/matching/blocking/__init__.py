"""Finding the few listed names that are worth comparing with a name, for many names at once."""
