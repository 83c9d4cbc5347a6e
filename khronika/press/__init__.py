"""The only door out: the gate decides, the projection makes frozen values, the pages render them, and the edition is signed."""
