"""Papers of a statement: what is sent to those who are asked to sign, made here and sent by one's own mail."""
