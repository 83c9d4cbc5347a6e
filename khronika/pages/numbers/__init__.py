"""What the pages of lists and figures show, worked out before a template sees it."""
