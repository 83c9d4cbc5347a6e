"""What can be wrong with values given for a kind."""


class VocabularyError(Exception):
    """A kind or value that the vocabulary does not allow."""


class UnknownKind(VocabularyError):
    """A kind that is not declared."""


class InvalidValues(VocabularyError):
    """Values that do not fit their kind: `problems` maps a field's name to a sentence."""

    def __init__(self, kind: str, problems: dict[str, str]) -> None:
        self.kind, self.problems = kind, problems
        super().__init__(f"{kind}: " + " ".join(problems.values()))


class WrongTerms(VocabularyError):
    """A line of an organisation's own terms that cannot be taken."""

    def __init__(self, line: int, expected: str) -> None:
        super().__init__(f"Expected in line {line} of the own terms {expected}.")
