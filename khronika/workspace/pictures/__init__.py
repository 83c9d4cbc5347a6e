"""Pictures at the desk: clean copies with regions hidden, who can be seen in them, and where they stand."""
