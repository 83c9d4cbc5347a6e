"""Wagtail page models live here and nowhere else; none yet."""
