"""How a reading is shown at the command line: as JSON, as a table, as a page. All three show the same findings."""
