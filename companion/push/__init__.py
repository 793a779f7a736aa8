"""Carries notices to phones: it knows devices, numbers and addresses, and one neutral text; never what it is about."""
