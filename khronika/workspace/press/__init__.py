"""The press at the desk: what the next edition would contain, pressing it, and shipping it."""
