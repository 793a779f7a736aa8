"""The installed command, as an operator uses it."""
