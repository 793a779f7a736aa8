"""The house looks at itself: what no reviewer should have to look for."""
