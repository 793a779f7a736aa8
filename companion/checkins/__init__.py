"""Check-ins: the instrument and its wording, scoring, answers and their sealed intake, and the citizen's result."""
