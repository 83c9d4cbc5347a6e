"""Who works at the desk, and the organisation they work for."""
