"""Requests nobody means well with: each gets a clear no, never a fault of ours and never a script that runs."""
