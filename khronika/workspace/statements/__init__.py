"""The screens of statements: writing, asking, answers, papers, recording."""
