"""Rounds of kills and faults under load, and the ledger that says what they lost: nothing."""
