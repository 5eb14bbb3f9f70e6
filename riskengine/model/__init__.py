"""Immutable values that flow through the engine, one module per stage."""
