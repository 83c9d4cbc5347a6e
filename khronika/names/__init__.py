"""Names: are these names one person, place or organisation, in any script or spelling; find a name among many.

A pure library: it knows nothing of the other rooms and reads nothing but its own data files.
"""

from khronika.names.compare import compare, similarities, similarity
from khronika.names.errors import BadId, BadIndex, NamesError, UnknownKind, UnknownStandard
from khronika.names.index import Match, NameIndex
from khronika.names.inflect import agree, nominative
from khronika.names.model import Comparison, Name, Token, Word
from khronika.names.orthography import variants
from khronika.names.paradigms import Base, bases, forms
from khronika.names.roles import analyse, forget
from khronika.names.romanise import romanise, standards
from khronika.names.skeleton import skeletons, stem
from khronika.names.words import pieces as tokens

__all__ = [
    "BadId",
    "BadIndex",
    "Base",
    "Comparison",
    "Match",
    "Name",
    "NameIndex",
    "NamesError",
    "Token",
    "UnknownKind",
    "UnknownStandard",
    "Word",
    "agree",
    "analyse",
    "bases",
    "compare",
    "forget",
    "forms",
    "nominative",
    "romanise",
    "similarities",
    "similarity",
    "skeletons",
    "standards",
    "stem",
    "tokens",
    "variants",
]
