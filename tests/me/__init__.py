"""Me: the citizen's result, what she shares, and who has seen what."""
