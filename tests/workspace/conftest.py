"""A desk with two people at work and one source with everything on it still to decide."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from khronika.desk.accounts.models import User
from khronika.desk.sources.models import Capture, Source
from tests.workspace.laid import Laid, lay


@pytest.fixture
def vera(db) -> User:
    """An administrator."""
    return User.objects.create_superuser("vera", "vera@example.org", "a long password", first_name="Vera")


@pytest.fixture
def pavel(db) -> User:
    """A colleague."""
    return User.objects.create_superuser("pavel", "pavel@example.org", "a long password")


@pytest.fixture
def desk(vera) -> Client:
    """A browser in which Vera is logged in."""
    client = Client()
    client.force_login(vera)
    return client


@pytest.fixture
def laid(db) -> Laid:
    """A source with everything still to decide."""
    return lay()


@pytest.fixture
def decided(desk, laid) -> Laid:
    """The same, everything accepted in one decision."""
    page = desk.get(f"/admin/sources/{laid.source.id}/review/?all=1")
    tokens = " ".join(page.context["all"].tokens)
    desk.post(f"/admin/sources/{laid.source.id}/review/rule/", {"answers": tokens})
    return laid


@pytest.fixture
def failed(db) -> Source:
    """A source whose capture failed."""
    source = Source.objects.create(title="broken.pdf")
    Capture.objects.create(
        source=source,
        outcome="failed",
        origin="broken.pdf",
        problem="The PDF is cut off.",
        obtained_at=datetime.now(UTC),
    )
    return source
