"""A command that shows no screen does not wait for the desk's shell to come up; one that erases has every table."""

import subprocess
import sys

import pytest

ASK = """
import sys
from pathlib import Path
from khronika.cli.opening import begin
begin(Path(sys.argv[1]), bare=sys.argv[2] == "bare")
from django.apps import apps
print("wagtail" in sys.modules, any(each._meta.app_label == "wagtailcore" for each in apps.get_models()))
if sys.argv[2] == "bare":
    from khronika.desk.claims.erase import _carry
    try:
        _carry(None, None)
    except RuntimeError as refused:
        print(refused)
"""


@pytest.mark.parametrize(
    "how, told", [("bare", "False False\nExpected all tables of the desk"), ("whole", "True True\n")]
)
def test_what_shows_no_screen_goes_without_the_shell_and_erases_nothing(khronika, how, told) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(khronika.home), how],
        env=khronika.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.startswith(told)
