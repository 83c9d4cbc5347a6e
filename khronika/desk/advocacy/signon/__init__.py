"""Drafting joint statements and gathering signatures: what is written, who is asked, what they answered, and how it becomes claims."""
