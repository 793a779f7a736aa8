"""Consent: asked in an approved text, given once, taken back at once."""
