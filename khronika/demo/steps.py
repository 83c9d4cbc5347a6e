"""What the demonstration is built of, in order: each step is a command as a user would type it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from khronika.demo import credentials

LAST = "<last>"  # stands for the number of what was prepared last
PUBLISHER = ("--publisher", "Khronika demonstration")


@dataclass(frozen=True, slots=True)
class Step:
    """A command with its title. `image`: it makes the picture of this name. `<image:NAME>` stands for one made before."""

    title: str
    arguments: Sequence[str]
    may_fail: bool = False
    image: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn picture: what is to be seen, in every language, and the record on whose page it stands, with a caption."""

    name: str
    seen: tuple[str, str, str]
    record: str = ""
    role: str = "poster"
    caption: tuple[str, str, str] = ("", "", "")


PICTURES = (
    Drawn(
        "palm",
        ("A red palm, raised", "Паднятая чырвоная далонь", "Поднятая красная ладонь"),
        "Human Rights Defenders against the Death Penalty in Belarus",
        caption=(
            "The sign of the campaign, drawn anew",
            "Знак кампаніі, намаляваны нанова",
            "Знак кампании, нарисованный заново",
        ),
    ),
    Drawn(
        "march",
        (
            "Three drums in a street; above them red palms on sticks",
            "Тры барабаны на вуліцы, над імі чырвоныя далоні на палках",
            "Три барабана на улице, над ними красные ладони на палках",
        ),
    ),
    Drawn(
        "table",
        (
            "A table with four cups and four empty chairs",
            "Стол, на ім чатыры кубкі, за ім чатыры пустыя крэслы",
            "Стол, на нём четыре чашки, за ним четыре пустых стула",
        ),
    ),
    Drawn(
        "letters",
        ("A table covered with letters", "Стол, закрыты лістамі", "Стол, покрытый письмами"),
        "Letter Writing Marathon",
        "scene",
        (
            "Letters, drawn for this demonstration",
            "Лісты, намаляваныя для гэтай дэманстрацыі",
            "Письма, нарисованные для этой демонстрации",
        ),
    ),
    Drawn(
        "day",
        (
            "Lit windows far apart at night, joined by a line",
            "Светлыя вокны далёка адно ад аднаго, злучаныя лініяй",
            "Светлые окна далеко друг от друга, соединённые линией",
        ),
        "International Day of Solidarity with the Civil Society of Belarus",
        caption=("A poster for 4 August", "Плакат да 4 жніўня", "Плакат к 4 августа"),
    ),
)


def steps(home: Path, root_keys: Path, folder: Path) -> list[Step]:
    """All steps; `folder` is where the demonstration's own material lies."""
    documents = folder / "documents"
    files = sorted(str(path) for path in documents.iterdir() if path.name[:2].isdigit())
    who = ("--user", credentials.USER, "--demonstration")
    made = ("init", str(home), "--organisation", "Khronika demonstration", "--root-keys", str(root_keys), *who)
    return [
        Step("Making the home", made),
        Step(f"Keeping {len(files)} documents", ("capture", *files, *PUBLISHER)),
        Step("Keeping two pages that are no documents", ("capture", str(documents / "failing")), may_fail=True),
        Step("Reading", ("read",)),
        Step("Deciding", ("decide", str(folder / "decisions.yaml"))),
        Step("Deciding what was asked and answered", ("decide", str(folder / "asked.yaml"))),
        Step("Deciding where things lie", ("decide", str(folder / "places.yaml"))),
        Step("Deciding what the world did in answer", ("decide", str(folder / "solidarity.yaml"))),
        Step("Taking in the register", _table(documents)),
        Step("Clearing it", ("decide", str(folder / "register.yaml"))),
        Step("Adding a second editor", ("user", "add", credentials.SECOND, "--role", "editor")),
        *_made_public(),
        Step("Freezing the second editor", _frozen()),
        *_pictures(folder / "pictures"),
        Step("Publishing topics", ("topics", "new", *written(folder / "topics"), "--publish")),
        Step("Publishing articles", ("articles", "new", *written(folder / "articles"), "--publish")),
        Step("Pressing edition 1", ("press", "--replace")),
    ]


def written(folder: Path) -> list[str]:
    """The files of a folder of texts, each translation after its original."""
    paths = sorted(folder.glob("*.md"))
    return [str(path) for path in sorted(paths, key=lambda path: "\ntranslates:" in path.read_text(encoding="utf-8"))]


def _table(documents: Path) -> list[str]:
    """How a table of the organisation's own, with its own columns, comes in as one batch."""
    reason = "Our own register, compared with its sources row by row"
    mapping = str(documents / "register.map.yaml")
    return ["import", str(documents / "register.xlsx"), "--map", mapping, "--accept", "--reason", reason]


def _made_public() -> Iterator[Step]:
    """Who defended whom, who met whom, and who waits for letters is guarded; here it was said in public, so two people let it out."""
    documents = (
        "21-chronicle-rabinavets.en.md",
        "24-lantern-case.ru.md",
        "38-warsaw-and-madrid.en.md",
        "39-a-chain-for-hrodna.en.md",
        "41-letter-a-week.be.md",
    )
    sources = [word for each in documents for word in ("--guarded", each)]
    said = ("--made-public", "said in the published report itself", "--reason", "Said in open court or by themselves")
    yield Step("Preparing what was made public", ("clear", *sources, *said))
    yield Step("Confirming it", ("clear", "--confirm", LAST, "--as", credentials.SECOND))


def _frozen() -> list[str]:
    reason = "Nobody works under this name; it confirmed what takes two"
    return ["user", "freeze", credentials.SECOND, "--reason", reason]


def _pictures(folder: Path) -> Iterator[Step]:
    """Drawn pictures: kept, made ready, and put beside what they show."""
    files = [str(folder / f"{each.name}.png") for each in PICTURES]
    yield Step(f"Keeping {len(files)} pictures", ("capture", *files, *PUBLISHER))
    credit = ("--credit", "the Khronika project", "--licence", "CC BY 4.0")
    for each in PICTURES:
        alt = _worded("--alt", each.seen)
        yield Step(
            f"Making the picture {each.name}",
            ("picture", "make", f"{each.name}.png", "--faces", "none", *alt, *credit),
            image=each.name,
        )
    for each in PICTURES:
        if each.record:
            beside = ("--role", each.role, *_worded("--caption", each.caption))
            reason = ("--clear", "Drawn by the project itself")
            yield Step(
                "Putting it on a page", ("picture", "attach", f"<image:{each.name}>", each.record, *beside, *reason)
            )


def _worded(option: str, words: tuple[str, str, str]) -> list[str]:
    return [
        part for tongue, text in zip(("en", "be", "ru"), words, strict=True) for part in (option, f"{tongue}={text}")
    ]
