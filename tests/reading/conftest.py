"""Texts about invented people, and a reader of names."""

from collections.abc import Callable

import pytest

from khronika.reading import Reading, read

STATEMENT = """Readers' groups call on the government to let the library open

We, representatives of readers' groups of Belarus,

call on the government to take these measures, which do not require legislative changes:

  1. close the criminal case against librarian Kastus Luhavets and review the case of Hanna Azierka;
  2. register the Reading Center “Zakladka”.

It is also necessary to enforce these measures at the legislative level:

– repeal Article 130.2 of the Criminal Code.

Alena Rachnaya, chair of the Reading Center “Zakladka”

Symon Dubrovin, President of the Committee of Free Libraries

Related articles

1. A reader of Maksim Novik was noticed

– Another headline about Ivan Kupchyk
"""


@pytest.fixture
def statement() -> Reading:
    return read(STATEMENT)


@pytest.fixture
def names() -> Callable[[Reading, str], list[str]]:
    return lambda reading, kind: [entity.name for entity in reading.entities if entity.kind == kind]
