"""Some records, said by a question to the database or by their ids; asked within a wider question, however many they are."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL


def listed(ids: Iterable[str]) -> RawSQL:
    """Ids as a table with one parameter: a register has more of them than a question may have parameters."""
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(sorted(ids)),))


@dataclass(frozen=True, slots=True)
class Some:
    """Rows of which `path` leads to a record, or `ids`; `without` means all others."""

    rows: Any = None
    path: str = ""
    ids: frozenset[str] = frozenset()
    without: bool = False

    def condition(self, standing: Mapping[str, str]) -> Q:
        """What a record must meet to be one of these, or to stand for one."""
        if self.rows is None:
            found = Q(id__in=listed({standing.get(each, each) for each in self.ids}))
        else:
            found = Q(id__in=self.rows.order_by().values(self.path))
            roots = self._roots(standing)
            found = found | Q(id__in=listed(roots)) if roots else found
        return ~found if self.without else found

    def _roots(self, standing: Mapping[str, str]) -> set[str]:
        """Those that stand for others of which it is true."""
        if not standing:
            return set()
        joined = self.rows.filter(**{f"{self.path}__in": listed(standing)}).order_by()
        return {standing[each] for each in joined.values_list(self.path, flat=True)}
