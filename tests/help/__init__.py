"""Help: people and numbers to call, for everybody."""
