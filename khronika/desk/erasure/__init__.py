"""Erasing: what would go, how the rows are emptied in one transaction, and how everything beside the database follows."""
