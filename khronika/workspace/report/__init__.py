"""Screens on which a report is chosen, made, brought back and made again."""
