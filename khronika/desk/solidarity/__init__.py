"""Typed tables of campaigns, observances and actions."""
