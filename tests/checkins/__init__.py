"""Check-ins: scoring, wording, answers from a form or a sealed item."""
