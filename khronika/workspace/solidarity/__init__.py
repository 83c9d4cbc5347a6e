"""Solidarity at the desk: campaigns, observances and their years, the calendar of actions, counts as they were said, letters."""
