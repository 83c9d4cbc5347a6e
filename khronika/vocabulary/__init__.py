"""Every kind of record and claim, declared once as plain data."""
