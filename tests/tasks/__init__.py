"""Tasks: what waits for a person, asked once and done by its owner."""
