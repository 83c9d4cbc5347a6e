"""The append-only chain of what was decided: salted digests, no personal data."""
