"""The way out: what a citizen released travels to a unit's receivers, signed, once, only with consent."""
