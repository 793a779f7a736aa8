"""One suite each on a fake and on the real thing."""
