"""What all tests share: a guarded test database, and a finished home to copy for tests that start real processes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test.utils import override_settings
from playwright.sync_api import Browser, Error, sync_playwright

from khronika.demo import build
from tests.migrated import locked, remember

hypothesis.settings.register_profile(  # a run of all tests takes minutes, and none of them judges a time
    "suite", max_examples=15, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECRETS = {
    "KHRONIKA_PASSPHRASE": "a passphrase for tests only",
    "KHRONIKA_ROOT_PASSPHRASE": "a root passphrase for tests",
    "KHRONIKA_PASSWORD": "a password for tests",
}


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hashing the password of each account that a test makes would take a third of a second."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix():
    """Every worker has a database in its own memory; a suffix would make files of them."""


@pytest.fixture(scope="session")
def django_db_use_migrations():
    """Migrations are run once; who comes later takes what they made."""
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        yield True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with its guards in place, as in a real home."""
    with django_db_blocker.unblock():
        from khronika.desk.ledger import triggers

        triggers.install()


@pytest.fixture(autouse=True)
def forgetful():
    """No index outlives the database it was made from."""
    yield
    from khronika.desk.register import candidates, starting

    candidates.forget()
    starting.forget()


class Command:
    """The khronika command on one home, run as a user runs it."""

    def __init__(self, home: Path, module: str = "khronika.cli") -> None:
        self.home, self.module = home, module
        self.environment = {**os.environ, **SECRETS, "KHRONIKA_HOME": str(home)}
        self.environment.pop(
            "DJANGO_SETTINGS_MODULE", None
        )  # a library would read the settings before the home is open

    def start(self, *arguments: str, **options) -> subprocess.Popen:
        """Start a verb and return the process."""
        command = [sys.executable, "-m", self.module, *map(str, arguments)]
        return subprocess.Popen(command, env=self.environment, text=True, **options)

    def __call__(self, *arguments: str, code: int | None = 0) -> str:
        """Run a verb to its end; its output, after checking its exit code."""
        process = self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        output, errors = process.communicate(timeout=180)
        assert code is None or process.returncode == code, f"exit code {process.returncode}\n{output}{errors}"
        return output + errors


@pytest.fixture(scope="session")
def template_home(tmp_path_factory) -> Path:
    """A home as `khronika init` makes it, one for all workers; copied, never used itself."""
    folder = shared(tmp_path_factory, "template")
    with locked(folder / "lock"):
        if not (folder / "made").exists():
            khronika = Command(folder / "home", "tests.founding")
            khronika("init", folder / "home", "--organisation", "Example House", "--root-keys", folder / "keys")
            (folder / "made").touch()
    return folder / "home"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Command:
    """The demonstration as `make demo` builds it, one for all workers: it takes a minute. To be read or copied, never changed."""
    folder = shared(tmp_path_factory, "demonstration")
    with locked(folder / "lock"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "COMMAND", "tests.founding")
        build.build(folder / "home", folder / "keys")
    command = Command(folder / "home")
    command.environment = build.environment(folder / "home")
    return command


def shared(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all workers of a run have."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def khronika(template_home: Path, tmp_path: Path) -> Command:
    """The command on a fresh home."""
    shutil.copytree(template_home, tmp_path / "home")
    return Command(tmp_path / "home")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, else one that Playwright has installed."""
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=FLAGS
            )
        except Error:
            pytest.skip("no Chromium here: install Debian's chromium, or run 'playwright install chromium'")
        yield launched
        launched.close()
