"""Import: a table is kept as a source, its columns are said to be what they are, tried, and proposed; safe to run again."""
