"""Figures about groups: fixed tables of closed quarters, frozen when published, never about one person."""
