"""One signed edition is made once; each test gets a copy of its own to spoil."""

import shutil
from pathlib import Path

import pytest

from tests.edition.pressing import House, build


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("house"))


@pytest.fixture
def house(_built: House, tmp_path: Path) -> House:
    """A house with one signed edition, to be changed freely."""
    shutil.copytree(_built.editions, tmp_path / "editions")
    shutil.copytree(_built.roots, tmp_path / "roots")
    for path in (tmp_path / "editions").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    return House(tmp_path / "editions", tmp_path / "roots", _built.founded)
