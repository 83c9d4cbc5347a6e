"""The review screen: a text with its passages at the left, what is proposed at the right, decided card by card or at once."""
