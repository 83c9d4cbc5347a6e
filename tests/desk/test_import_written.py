"""Dates as people write them in tables."""

import pytest

from khronika.dates import DateError
from khronika.desk.register.imports.written import shown
from khronika.written import understand


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("09.08.2020", "2020-08-09"),
        ("9.8.2020", "2020-08-09"),
        ("2020-8-9", "2020-08-09"),
        ("2020-08-09 14:30", "2020-08-09"),
        ("9 жніўня 2020 г.", "2020-08-09"),
        ("9 августа 2020 года", "2020-08-09"),
        ("August 9, 2020", "2020-08-09"),
        ("15/04/2020", "2020-04-15"),
        ("44052", "2020-08-09"),
        ("08.2020", "2020-08"),
        ("сакавіка 2020", "2020-03"),
        ("май 2021", "2021-05"),
        ("summer 2020", "2020-22"),
        ("лето 2020", "2020-22"),
        ("лета 2020", "2020-22"),
        ("зима 2020/2021", "2020-24"),
        ("в 2020 году", "2020"),
        ("каля 2011", "2011~"),
        ("невядома", ""),
        ("—", ""),
    ],
)
def test_a_written_date_is_understood(text, edtf):
    assert understand(text) == edtf


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2013-02-30", "that month has 28 days"),
        ("31.02.2020", "that month has 29 days"),
        ("31.02", "Write the year too"),
        ("03/04/2020", "Say 'dates: dd/mm/yyyy'"),
        ("09.08.20", "dd.mm.yy"),
        ("13.2020", "a month from 1 to 12"),
        ("when it rained", "Write it so, or leave the cell empty"),
        ("x" * 500, "a text of 500 characters"),
    ],
)
def test_what_is_no_date_or_two_is_asked_back(text, told):
    with pytest.raises(DateError, match=told):
        understand(text)


def test_the_form_of_the_column_decides_which_is_the_day():
    assert understand("03/04/2020", "mm/dd/yyyy") == "2020-03-04"
    assert understand("03/04/2020", "dd/mm/yyyy") == "2020-04-03"


def test_still_is_an_open_end_and_no_beginning():
    assert understand("н.в.", end=True) == ".."
    with pytest.raises(DateError):
        understand("н.в.")


@pytest.mark.parametrize("text", ["09.08.2020", "08.2020", "2020", "лето 2020", "около 2011"])
def test_a_date_comes_out_as_it_went_in(text):
    assert shown(understand(text), "dd.mm.yyyy", "ru") == text
