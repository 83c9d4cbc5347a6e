"""Figures beside their goals, never a verdict: a machine shared with others makes every time a guess, so nothing here asserts one.

Each measure works in a folder that is thrown away, on invented people who are the same in every run.
"""
