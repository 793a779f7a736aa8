"""Programmes: templates as data, and what they promise to their readers."""
