"""Tables and entities of what may go out to an audience; everything passes the gate, nothing else is read."""
