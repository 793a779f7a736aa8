"""Today: the citizen's home, composed of what other rooms know."""
