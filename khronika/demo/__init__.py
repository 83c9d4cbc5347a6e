"""The demonstration: documents of the project's own writing, and how they become an edition through the real commands."""
