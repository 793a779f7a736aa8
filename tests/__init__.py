"""Tests, told with people and roles; the folders mirror the rooms."""
