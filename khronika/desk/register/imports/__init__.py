"""Tables with their own columns become proposals with the file as their source; nothing is a claim until somebody decides."""
