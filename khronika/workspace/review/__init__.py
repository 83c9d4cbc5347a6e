"""The review screen: a text with its passages, and what is proposed beside it, decided card by card or at once."""
