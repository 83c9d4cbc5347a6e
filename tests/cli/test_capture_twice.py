"""Two people who bring the same files at once, in processes of their own, on one home: each thing is kept once, and both end well."""

import json
import subprocess

FILES = 12


def test_the_same_files_from_two_at_once_are_kept_once(khronika, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"On 4 March 2021 Anna Sample {number} was detained.", encoding="utf-8")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [khronika.start("capture", folder, "--json", "--as", name, **pipes) for name in ("vera", "pavel")]
    ended = [(*each.communicate(timeout=180), each.returncode) for each in both]
    assert [code for *_, code in ended] == [0, 0], ended
    told = [line for output, *_ in ended for line in json.loads(output)]
    assert sorted(line["outcome"] for line in told) == ["kept"] * FILES + ["repeated"] * FILES
    assert len({line["source"] for line in told}) == FILES
    assert len(list((khronika.home / "vault").glob("[0-9a-f][0-9a-f]/*"))) == FILES
    assert "had it" in khronika("capture", folder / "3.txt")
    khronika("ledger", "verify")
