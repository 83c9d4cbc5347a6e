"""How wide pictures are shown: the desk makes them so, and pages say so to browsers."""

LARGE = 1280  # pixels across, at most
SMALL = 480  # of the size that is shown first
