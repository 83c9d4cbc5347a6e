"""Typed tables of the kinds from Intervention to Award."""
