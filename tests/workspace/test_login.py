"""How people come in: password, second factor, throttle, idle, and what is closed."""

import re
import time
from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from khronika.desk.accounts import factor
from khronika.desk.accounts.models import Login, User

PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """Nobody was throttled before, and the phone's clock stands still."""
    cache.clear()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


@pytest.fixture
def eve(db) -> User:
    return User.objects.create_user("eve", password=PASSWORD, held="editor")


@pytest.fixture
def shared(eve) -> str:
    """Eve has a second factor; what she shares with the desk."""
    made = factor.secret()
    factor.enrol(eve, made, now(made))
    return made


def now(shared: str) -> str:
    """The code that a phone shows now."""
    return auth.format_hotp_value(auth.hotp_value(shared, next(auth.yield_hotp_counters_from_time())))


def come(client: Client, name: str = "eve", password: str = PASSWORD, after: str = "/admin/ledger/"):
    return client.post("/admin/login/", {"username": name, "password": password, "next": after})


def outcomes() -> list[str]:
    return list(Login.objects.order_by("id").values_list("outcome", flat=True))


def test_without_a_factor_the_password_lets_in(eve):
    answer = come(Client())
    assert answer.headers["Location"] == "/admin/ledger/"
    assert outcomes() == ["in"]


def test_with_a_factor_the_password_alone_opens_nothing(eve, shared):
    client = Client()
    assert come(client).headers["Location"] == "/admin/login/code/"
    assert client.get("/admin/ledger/").headers["Location"].startswith("/admin/login/")
    assert client.post("/admin/login/code/", {"code": "000000"}).status_code == 422
    assert client.get("/admin/ledger/").status_code == 302
    answer = client.post("/admin/login/code/", {"code": now(shared)})
    assert answer.headers["Location"] == "/admin/ledger/"
    assert client.get("/admin/ledger/").status_code == 200
    assert outcomes() == ["wrong code", "in"]


def test_a_recovery_code_lets_in_once_and_says_how_many_are_left(eve):
    codes = factor.enrol(eve, made := factor.secret(), now(made))
    for status, outcome in ((302, "recovery"), (422, "wrong code")):
        client = Client()
        come(client)
        assert client.post("/admin/login/code/", {"code": codes[0]}).status_code == status
        assert outcomes()[-1] == outcome
    assert factor.left(eve) == 9


def test_the_code_page_without_a_password_leads_back(eve, shared):
    assert Client().get("/admin/login/code/").headers["Location"] == "/admin/login/"
    assert Client().post("/admin/login/code/", {"code": now(shared)}).headers["Location"] == "/admin/login/"


def test_the_code_is_asked_for_five_minutes_and_not_after_a_freeze(eve, shared):
    client = Client()
    come(client)
    session = client.session
    session["khronika_pending"] = {**session["khronika_pending"], "until": int(time.time()) - 1}
    session.save()
    assert client.post("/admin/login/code/", {"code": now(shared)}).headers["Location"] == "/admin/login/"
    come(client)
    User.objects.filter(pk=eve.pk).update(epoch=5)
    assert client.post("/admin/login/code/", {"code": now(shared)}).headers["Location"] == "/admin/login/"


def test_after_five_wrong_passwords_even_the_right_one_waits(eve):
    client = Client()
    for _ in range(5):
        assert "didn" in come(client, password="wrong").content.decode()
    answer = come(client)
    assert answer.status_code == 429
    assert "Too many wrong attempts. Wait five minutes" in answer.content.decode()
    assert client.get("/admin/ledger/").status_code == 302
    assert outcomes() == ["wrong password"] * 5 + ["throttled"]


def test_wrong_passwords_on_one_account_do_not_shut_out_another(eve):
    User.objects.create_user("olha", password=PASSWORD, held="editor")
    client = Client()
    for _ in range(6):
        come(client, password="wrong")
    assert come(client, name="olha").status_code == 302


def test_wrong_codes_are_throttled_too(eve, shared):
    client = Client()
    come(client)
    for _ in range(5):
        assert client.post("/admin/login/code/", {"code": "123 456"}).status_code == 422
    assert client.post("/admin/login/code/", {"code": now(shared)}).status_code == 429


def test_a_name_that_nobody_has_is_answered_alike_and_not_kept(eve):
    known, unknown = come(Client(), password="wrong"), come(Client(), name="my secret pasted here", password="wrong")
    strip = re.compile(r'value="[^"]*"|csrf[^>]*>|_TOKEN": "[^"]*"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    assert Login.objects.count() == 1


def test_the_way_back_never_leads_to_another_site(eve):
    assert come(Client(), after="https://example.org/").headers["Location"] == "/admin/"


def test_roles_that_decide_must_take_a_factor_on_at_the_first_login(eve, settings):
    settings.SECOND_FACTOR = True
    client = Client()
    come(client)
    for address in ("/admin/", "/admin/records/", "/admin/team/"):
        assert client.get(address).headers["Location"] == "/admin/team/factor/"
    page = client.get("/admin/team/factor/").content.decode()
    assert "<svg" in page and "It takes a minute" in page
    made = client.session["khronika_secret"]
    wrong = client.post("/admin/team/factor/", {"code": "1"})
    assert wrong.status_code == 422 and made[:4] in wrong.content.decode()
    done = client.post("/admin/team/factor/", {"code": now(made)}).content.decode()
    assert len(re.findall(r"<li><code>", done)) == 10
    assert client.get("/admin/records/").status_code == 200
    assert made[:4] not in client.get("/admin/team/factor/").content.decode()


def test_a_session_without_the_code_ends_where_the_account_has_a_factor_since(eve, settings):
    settings.SECOND_FACTOR = True
    client = Client()
    come(client)
    factor.enrol(eve, made := factor.secret(), now(made))
    answer = client.get("/admin/records/", follow=True)
    assert "Log in again with its code" in answer.content.decode()


def test_who_does_not_decide_needs_none(db, settings):
    settings.SECOND_FACTOR = True
    User.objects.create_user("vera", password=PASSWORD, held="researcher")
    client = Client()
    come(client, name="vera")
    assert client.get("/admin/records/").status_code == 200


def test_a_desk_left_alone_asks_for_a_login_again(eve):
    client = Client()
    come(client)
    session = client.session
    session["khronika_seen"] = int(time.time()) - settings.IDLE - 1
    session.save()
    answer = client.get("/admin/ledger/?page=2", follow=True)
    assert "left alone" in answer.content.decode()
    assert answer.redirect_chain[0][0] == "/admin/login/?next=/admin/ledger/%3Fpage%3D2"
    assert client.get("/admin/ledger/").status_code == 302


def test_what_was_typed_when_the_session_ended_is_shown_and_nothing_is_done(eve):
    client = Client()
    come(client)
    session = client.session
    session["khronika_seen"] = int(time.time()) - settings.IDLE - 1
    session.save()
    answer = client.post("/admin/team/1/freeze/", {"reason": "a long thought & a reason"})
    assert answer.status_code == 403
    assert "a long thought &amp; a reason" in answer.content.decode()
    assert client.get("/admin/ledger/").status_code == 302


def test_a_frozen_account_cannot_come_in(eve):
    User.objects.filter(pk=eve.pk).update(is_active=False)
    assert come(Client()).status_code == 200


def test_nothing_of_signing_up_mail_or_social_logins_is_there(eve, shared):
    for name in ("account_signup", "account_email", "account_reset_password", "socialaccount_login", "mfa_index"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert not any("allauth" in str(each) for each in get_resolver().reverse_dict)
    assert import_module("khronika.desk.settings").EMAIL_BACKEND.endswith("dummy.EmailBackend")
    assert "allauth.socialaccount" not in settings.INSTALLED_APPS
    come(Client())
    assert mail.outbox == []


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_the_page_is_ours_and_asks_nobody_else(db, language):
    page = Client().get("/admin/login/", headers={"accept-language": language}).content.decode()
    assert "Khronika" in page and f'lang="{language}' in page
    assert not re.search(r'(?:src|action)="(?:https?:)?//|<link[^>]*href="(?:https?:)?//', page)
    assert "remember" not in page and "password_reset" not in page
