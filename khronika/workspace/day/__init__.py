"""The day sheet: one row for each person and hearing of a day, filled in from what is known and from the day's messages."""
