"""Companion: one plan, one responsible name and a quiet check-in, in the citizen's own language."""
