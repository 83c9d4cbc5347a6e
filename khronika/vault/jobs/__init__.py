"""All code in this folder runs on bytes that nobody has vetted, in a child process that can reach nothing.

A job is a module with one function, `read(data, hints) -> dict`, whose answer is plain JSON; the parent believes none
of it unchecked. A job imports only what it needs, because every document starts anew.
"""
