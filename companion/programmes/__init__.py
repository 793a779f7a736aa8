"""Programmes as data: templates with weeks, meetings and check-ins, and who takes part in them."""
