"""The vault keeps what was found exactly as it was found, and never lets what it keeps act.

Bytes are stored encrypted and unchanged; whatever has to be understood of them is understood by a child process that
can reach nothing. The room knows sources only as bytes, text and places: neither people nor claims, and no Django.
"""
