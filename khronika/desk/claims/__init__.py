"""Records, proposals, decisions, and the claims that exist through decisions only."""
