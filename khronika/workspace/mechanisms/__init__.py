"""Mechanisms: what is before bodies that can hear a state, what they recommended, how it is rated, and what is due when."""
