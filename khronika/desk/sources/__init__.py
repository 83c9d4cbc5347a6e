"""Sources, what was captured of them, and the passages that claims rest on."""
