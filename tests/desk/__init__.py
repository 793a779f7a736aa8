"""The desk: what staff see, and what they never see."""
