"""Sources at the desk: the list, one source with its pages, text and custody, and what is done with it. Nobody sees an original here."""
