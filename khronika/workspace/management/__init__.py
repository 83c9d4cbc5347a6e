"""Commands for those who work on the desk itself."""
