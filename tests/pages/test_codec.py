"""A record written as a line and read back is the same record."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from khronika.edition.codec import from_json, source_from_json, to_json
from khronika.edition.errors import Malformed


def test_records_and_sources_come_back_equal(chronicle: SimpleNamespace) -> None:
    for record in chronicle.records.values():
        assert from_json(to_json(record)) == record
    assert source_from_json(to_json(chronicle.source)) == chronicle.source
    whole = replace(chronicle.source, whole="line\nline \u2028\u202e", passages=())
    assert source_from_json(to_json(whole)) == whole


def test_a_record_is_one_line_whatever_is_in_it(chronicle: SimpleNamespace) -> None:
    claim = chronicle.claim("Text", chronicle.ales, role="body", language="en", text="a\r\nb\u2028c\x85d")
    line = to_json(replace(chronicle.records["person"], claims=(claim,)))
    assert len(line.splitlines()) == 1
    assert from_json(line).claims == (claim,)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"ref":1}',
        b'{"ref":{"id":"a","kind":"b","titles":[{"x":1}]}}',
        b"\xff",
        b"[" * 9999,
    ],
)
def test_a_line_that_is_no_record_is_refused_in_a_sentence(line: bytes) -> None:
    with pytest.raises(Malformed, match="Expected one record or source a line, got"):
        from_json(line)
