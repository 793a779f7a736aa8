"""Tests of the scripts in a real Chromium against a small fake server."""
