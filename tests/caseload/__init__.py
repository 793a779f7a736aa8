"""Caseload: who is responsible for whom, the limit of 25, and when a call can be expected."""
