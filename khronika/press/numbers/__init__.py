"""Lists, figures, charts and downloads of an edition: all of them made of what goes out anyway, record by record."""
