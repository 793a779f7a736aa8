"""Accounts: people, roles as dated data, signing in and out, and the choice of language."""
