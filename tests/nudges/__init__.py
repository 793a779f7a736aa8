"""Tests of messages to citizens."""
