"""Duplicates: pairs of records that may be one, side by side, judged with one press and taken back with another."""
