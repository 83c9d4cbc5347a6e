"""Reports to mechanisms, made from what may go out: chosen at the desk, written as a document, made again as often as needed."""
