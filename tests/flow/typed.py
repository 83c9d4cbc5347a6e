"""The documents beside the project, taken through the whole product with the commands that a user has."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from khronika.demo.credentials import SECOND
from tests.conftest import Command

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[2] / "shared" / "seeds"
SEED = "solidarity_with_civil_society.txt"


@dataclass(frozen=True)
class Item:
    """An item of the topic as it stands beside the project: how its first paragraph begins, and what its page does not say of it."""

    kind: str
    date: str
    title: str
    begins: str
    byline: str = ""


ITEMS = (
    Item("call", "2013-08-01", "4 August 2013: Join the International Day of Solidarity", "On 4 August 2013, on the second"),
    Item("opinion", "2013-07-01", "EU parliament risks encouraging dictator", "MINSK –", "Olga Zakharova and Yuri Dzhibladze"),
    Item("news", "2013-06-16", "marched against death penalty in Madrid", "The organizers and participants"),
    Item("news", "2013-04-22", "Poland First Lady meets with wives", "The wife of Polish president"),
    Item("news", "2013-03-04", "104,731", "Amnesty International has summed up"),
    Item("news", "2013-01-29", "Hrodna", "Representatives of the central office"),
    Item("call", "2012-12-07", "calls on you to mark the Human Rights Day", "On 10 December the world"),
    Item("news", "2012-12-06", "Pavel Sapelka", "These days, human rights lawyer"),
    Item("news", "2012-12-05", "European Commissioner Štefan Füle", "The release of the political prisoners"),
    Item("news", "2012-11-14", "Group on human rights in Belarus", "The initiative belongs to"),
)  # fmt: skip


def typed(folder: Path) -> tuple[Path, list[Path]]:
    """The topic and its items as files that an editor could have typed off the document beside the project."""
    text = (SEEDS / SEED).read_text(encoding="utf-8")
    intro = next(line for line in text.splitlines() if line.startswith("The wave of repression"))
    topic = folder / "topic.md"
    topic.write_text(f"---\ntitle: Solidarity with the civil society\n---\n\n{intro}\n", encoding="utf-8")
    made = []
    for number, item in enumerate(ITEMS):
        body = text[text.index(item.begins) :].split("Read More")[0].strip()
        whole = next((line.strip() for line in text.splitlines() if item.title in line and len(line) < 160), item.title)
        head = {
            "title": whole,
            "kind": item.kind,
            "date": item.date,
            "byline": item.byline,
            "teaser": body.split("\n")[0],
        }
        head |= {"topic": "solidarity-with-the-civil-society", "publisher": "Human Rights House"}
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
        path = folder / f"{number}.md"
        path.write_text("\n".join(["---", *lines, "---", "", body]), encoding="utf-8")
        made.append(path)
    return topic, made


def answered(folder: Path, template: Path) -> Command:
    """The documents beside the project, what was said of solidarity in them, and the items of their topic as articles."""
    shutil.copytree(template, folder / "home")
    command = Command(folder / "home")
    command("capture", *sorted(SEEDS.glob("*.txt")))
    command("read")
    command("decide", HERE / "seeds.yaml")
    command("decide", HERE / "solidarity.yaml")
    command("user", "add", SECOND, "--role", "editor")
    command.environment["KHRONIKA_USER"] = "editor"
    where = ("--made-public", "told to the press, as the report says", "--reason", "Told by those who are named")
    number = re.search(r"number (\d+)", command("clear", "--guarded", SEED, *where))
    assert number
    command("clear", "--confirm", number[1], "--as", SECOND)
    topic, articles = typed(folder)
    command("topics", "new", topic, "--publish")
    command("articles", "new", *articles, "--publish")
    command("press", "--replace")
    return command
