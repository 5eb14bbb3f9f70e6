"""The forms in which OpenSanctions publishes lists."""
