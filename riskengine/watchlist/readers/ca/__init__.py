"""The Canadian list (Special Economic Measures Act)."""
