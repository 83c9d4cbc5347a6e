"""An edition has nothing that waits for a second person, and all of it once that person has confirmed."""

import pytest

from khronika.desk.accounts.models import User
from khronika.desk.claims import second
from khronika.desk.claims.errors import Waits
from tests.desk.making import account, publish, subject
from tests.press.telling import trial


def test_what_waits_for_a_second_person_is_in_no_edition(house):
    version, proposals = trial(clear=False)
    anna = subject(proposals[0])
    second.mark(account(), anna, reason="her relatives are at home")
    with pytest.raises(Waits) as waits:
        publish(version)
    house.press()
    assert house.holding(1, "Sample") == set()
    second.confirm(User.objects.create(username="pavel", held="editor"), waits.value.number)
    house.press()
    assert "site/en/people/anna-sample.html" in house.texts(2)


def test_what_was_refused_is_in_no_edition(house):
    version, proposals = trial(clear=False)
    second.mark(account(), subject(proposals[0]), reason="her relatives are at home")
    with pytest.raises(Waits) as waits:
        publish(version)
    second.refuse(User.objects.create(username="pavel", held="editor"), waits.value.number, reason="she did not agree")
    house.press()
    assert house.holding(1, "Sample") == set()
