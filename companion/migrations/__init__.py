"""The numbered steps from an empty database to today's; each works with the code before it."""
