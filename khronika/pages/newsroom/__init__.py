"""Pages of articles and topics, their lists and feeds."""
