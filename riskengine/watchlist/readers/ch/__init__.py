"""The Swiss list (SESAM)."""
