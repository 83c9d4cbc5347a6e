"""What the whole product makes of documents: once for all tests that read an edition."""

import pytest

from tests.conftest import Command, locked, shared
from tests.flow.pressed import Pressed, pressed
from tests.flow.typed import SEEDS, answered


@pytest.fixture(scope="session")
def demo(demonstration: Command) -> Pressed:
    """The edition of the demonstration."""
    return pressed(demonstration)


@pytest.fixture(scope="session")
def seeds(template_home, tmp_path_factory) -> Pressed:
    """The edition made of the documents beside the project, one for all workers."""
    if not SEEDS.is_dir():
        pytest.skip("the documents of this run lie beside the project, and are not here")
    folder = shared(tmp_path_factory, "seeds")
    with locked(folder / "lock"):
        if not (folder / "made").exists():
            answered(folder, template_home)
            (folder / "made").touch()
    return pressed(Command(folder / "home"))


@pytest.fixture(params=["demo", "seeds"])
def either(request) -> Pressed:
    """Each of the two."""
    return request.getfixturevalue(request.param)
