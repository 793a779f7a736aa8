"""The desk: what staff see first."""
