"""Intake: everything comes in by one screen; what takes long goes on in the background and is looked at meanwhile."""
