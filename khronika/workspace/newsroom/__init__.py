"""The newsroom's screens: what there is and how it stands, the names in a text, and what the page editor is told."""
