"""The generated parts of a report in words: from what an edition could say to paragraphs with notes, and nothing of files."""
