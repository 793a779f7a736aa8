"""Tests of the room that carries notices."""
