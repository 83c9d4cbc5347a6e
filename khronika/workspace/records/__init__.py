"""Records: lists by kind, and a page for each with its claims, citations, history and clearance."""
