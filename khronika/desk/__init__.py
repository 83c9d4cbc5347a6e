"""The private side: Django apps in the order ledger, accounts, sources, claims, register, advocacy, solidarity, newsroom; each knows only those before it."""
