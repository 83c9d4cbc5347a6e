"""Edition dataclasses in, HTML out: templates, catalogues and styles of the public pages."""
