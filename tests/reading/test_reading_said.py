"""What a clause asserts and what it does not, whom it concerns, and what is told in lists, digests and tables."""

import pytest

from khronika.reading import Reading, read


def told(reading: Reading) -> list[tuple[str, list[str]]]:
    return [
        (act.type, [reading.entity(key).name for key in act.victims]) for act in reading.acts if happened(act.status)
    ]


def happened(status: str) -> bool:
    return status in ("asserted", "alleged")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ivan Kupchyk was arrested in May.", "asserted"),
        ("Ivan Kupchyk was reportedly arrested in May.", "alleged"),
        ("The ministry denies that Ivan Kupchyk was beaten.", "denied"),
        ("If Ivan Kupchyk is arrested, the club will close.", "hypothetical"),
        ("Ivan Kupchyk is at risk of being arrested.", "threatened"),
        ("The club urged them to make sure that Ivan Kupchyk is released.", "demanded"),
        ("Івана Купчыка хацелі арыштаваць і затрымалі пазней.", "planned"),
        ("Іван Купчык не быў арыштаваны.", "denied"),
        ("Если Ивана Купчика арестовали, узнаем завтра.", "hypothetical"),
        ("От него требуют, чтобы Ивана Купчика освободили.", "demanded"),
    ],
)
def test_a_clause_tells_whether_it_happened(text: str, status: str) -> None:
    found = {act.status for act in read(text).acts}
    assert status in found or (status != "asserted" and not any(map(happened, found)))


@pytest.mark.parametrize(
    "text",
    [
        "Не менее 40 обысков зафиксировали в мае.",
        "У траўні зафіксавалі не менш за 40 ператрусаў.",
        "No fewer than 40 searches were recorded in May.",
    ],
)
def test_not_fewer_than_is_no_denial(text: str) -> None:
    assert [act.type for act in read(text).acts if happened(act.status)] == ["search"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police detained Ivan Kupchyk and Volha Rachnaya.", ["Ivan Kupchyk", "Volha Rachnaya"]),
        ("Ivan Kupchyk writes poems. Police detained him in May.", ["Ivan Kupchyk"]),
        ("Ivan Kupchyk writes poems. Police detained more than 300 people.", []),
        ("Ivan Kupchyk writes poems. Police detained the whole editorial team.", []),
        ("Ivan Kupchyk, who was detained in May, writes poems.", ["Ivan Kupchyk"]),
        ("Суддзя Пятро Дубровін слухаў справу. Івана Купчыка затрымалі ў траўні.", ["Іван Купчык"]),
        ("У траўні затрымалі каля 300 чалавек.", []),
    ],
)
def test_an_act_concerns_those_the_clause_names(text: str, expected: list[str]) -> None:
    found = [names for kind, names in told(read(text)) if kind == "detention"]
    assert found == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The court sentenced Ivan Kupchyk to 15 days of administrative arrest.", "administrative_detention"),
        ("The court sentenced Ivan Kupchyk to five years in prison.", "conviction"),
        ("The court sentenced Ivan Kupchyk to death.", "death_sentence"),
        ("Івану Купчыку далі 15 сутак.", "administrative_detention"),
        ("Ивана Купчика приговорили к штрафу в 5000 рублей.", "fine"),
    ],
)
def test_a_verdict_is_called_after_its_penalty(text: str, kind: str) -> None:
    assert [one for one, _ in told(read(text))] == [kind]


def test_a_participle_that_only_describes_is_no_act() -> None:
    assert told(read("The wives of those arrested met Ivan Kupchyk.")) == []


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Ivan Kupchyk got an eight-year sentence.", 8, "years"),
        ("Ivan Kupchyk was sentenced to two years and three months in prison.", 27, "months"),
        ("Ивана Купчика приговорили к семилетнему сроку.", 7, "years"),
        ("Івану Купчыку далі дваццаць пяць сутак.", 25, "days"),
        ("Ivan Kupchyk was fined €500.", 500, "EUR"),
    ],
)
def test_an_amount_is_read_in_every_form(text: str, amount: int, unit: str) -> None:
    assert [(int(one.amount or 0), one.unit) for one in read(text).penalties] == [(amount, unit)]


def test_a_digest_keeps_its_items_apart() -> None:
    text = (
        "🔹 Police detained Ivan Kupchyk near the library.\n\n🔹 The river rose by two metres in the night.\n\n"
        "🔹 He was released, a passer-by said about somebody else.\n"
    )
    assert ("release", ["Ivan Kupchyk"]) not in told(read(text))


def test_a_table_of_hearings_is_a_trial_a_line() -> None:
    text = (
        "10:00 Navazersk court, judge Piotr Dubrovin, case of Ivan Kupchyk\n"
        "11:30 Navazersk court, judge Piotr Dubrovin, case of Volha Rachnaya\n"
    )
    assert told(read(text)) == [("trial", ["Ivan Kupchyk"]), ("trial", ["Volha Rachnaya"])]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Some 60 people came on 3 May 2021.", [60]),
        ("Forty-two websites were closed.", [42]),
        ("Пришли около сорока человек, дело слушали по статье 20.", [40]),
        ("Ён адседзеў 15 сутак і заплаціў 500 рублёў.", []),
        ("Больш за 3,5 тыс. кніг забралі ў чытачоў.", [3500]),
        ("Ivan Kupchyk, 34, lives at 12 Garden Street.", []),
    ],
)
def test_a_number_counts_only_with_its_noun(text: str, numbers: list[int]) -> None:
    assert [one.number for one in read(text).figures] == numbers


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("The club called on the government to open the library.", "to open the library"),
        ("Кружок потребовал от министерства немедленно открыть библиотеку.", "немедленно открыть библиотеку"),
        ("Гурток заклікаў улады неадкладна адчыніць бібліятэку.", "неадкладна адчыніць бібліятэку"),
    ],
)
def test_a_sentence_may_demand(text: str, demand: str) -> None:
    assert [one.text for one in read(text).demands] == [demand]


def test_what_a_prosecutor_asks_for_is_no_demand() -> None:
    assert read("The prosecutor demanded that Ivan Kupchyk be sent to a colony.").demands == ()


def test_an_item_with_several_demands_is_split() -> None:
    text = "We call on the ministry to:\n1. open the library, as well as to return the books;\n2. pay the librarians.\n"
    assert [one.text for one in read(text).demands] == ["open the library", "return the books", "pay the librarians"]


def test_an_unknown_organisation_may_sign_under_a_heading() -> None:
    text = "We demand that the library opens:\n- Open the library.\n\nSigned by:\nQuiet Pages\nThe Lantern\n"
    reading = read(text)
    assert [reading.entity(one.organization).name for one in reading.signatories] == ["Quiet Pages", "The Lantern"]


def test_a_day_without_a_year_keeps_its_year_open() -> None:
    assert read("Ivan Kupchyk was arrested on 4 August.").acts[0].date == "XXXX-08-04"


def test_author_and_publisher_are_lines_of_their_own() -> None:
    reading = read("Library closed\n\nBy Volha Rachnaya\n\nThe library was closed.\n\nSource: Readers' Guild\n")
    assert (reading.byline, reading.publisher) == ("Volha Rachnaya", "Readers' Guild")
