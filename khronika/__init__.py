"""Khronika keeps the record of what was done to people who stand up for others, and publishes it in signed editions."""

__version__ = "0.1.0"
