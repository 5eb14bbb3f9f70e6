"""The lists of the US Office of Foreign Assets Control, in each form it publishes them."""
