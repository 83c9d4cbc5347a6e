"""Typed tables of the kinds before Intervention, and who is who among them."""
