"""Screens of what was asked and what came of it."""
