"""Django on SQLCipher: Django's own SQLite backend over the sqlcipher3 module, keyed before the first statement."""
