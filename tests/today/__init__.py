"""Today: the citizen's home, in every language."""
