"""The people at the desk: who may open what, how they come in, and what takes two of them."""
