"""Backups: one sealed file that is whole or is not there, and what brings a home back from it without what was erased since."""
