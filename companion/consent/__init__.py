"""The consent ledger: what a citizen allows, for which purpose, to which unit, until when."""
