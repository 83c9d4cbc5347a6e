"""Calling somebody back from the desk: the three deeds, what follows them, and everything that is held about a person."""
