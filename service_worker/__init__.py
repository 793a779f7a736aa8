"""Everything that runs in the browser; the Python here only tests it."""
