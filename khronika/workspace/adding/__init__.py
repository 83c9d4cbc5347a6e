"""Adding by hand: whom and what is typed is understood, shown, and recorded as a proposal decided at once."""
