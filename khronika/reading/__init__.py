"""Text in, proposed claims out, each with the exact span it rests on. This room proposes; a person decides."""

from khronika.reading.model import Entity, Mention, Proposals, Proposed, Reading, Span
from khronika.reading.propose import propose
from khronika.reading.reader import read

__all__ = ["Entity", "Mention", "Proposals", "Proposed", "Reading", "Span", "propose", "read"]
