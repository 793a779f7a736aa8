"""Two languages, one page."""
