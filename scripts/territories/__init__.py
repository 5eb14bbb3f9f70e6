"""Hand-written sources of the territories and the code that compiles them."""
