"""Serves one edition: pages, search, its own files for mirrors. It holds nothing that is not public."""
