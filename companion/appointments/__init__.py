"""Meetings: when, where, with whom, with which interpreter, and what the citizen answered."""
