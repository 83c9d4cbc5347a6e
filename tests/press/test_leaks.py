"""A small version of `khronika bench gate`: nothing that was planted is in the edition, and the referee would see it if it were."""

from khronika.bench.gate import Leak, cases, innocent, read, referee, told
from khronika.bench.neighbours import fill
from khronika.bench.planted import Somebody
from khronika.press.sweep import Person, Sweep
from tests.desk.making import account


def test_of_what_neighbours_sources_say_of_the_withheld_nothing_is_in_the_edition(house):
    made = list(cases(8))
    places = [each for case in made for each in case.planted]
    fill(account(), made)
    house.press()
    files = dict(read(house.home.editions / "1"))
    assert list(referee(files, made)) == []
    assert told(files, places) >= len(places) * 0.9


def test_the_referee_sees_a_planted_sentence_and_a_surname():
    made = list(cases(8))
    planted = next(each for each in made[3].planted if each.written == each.form.text)
    surname = min(word for each in made for word in each.person.words() - each.neighbour.words())
    assert Leak("a.html", planted.written) in list(referee({"a.html": f"<p>{planted.sentence}</p>".lower()}, made))
    assert Leak("b.csv", surname) in list(referee({"b.csv": f"1,{surname},2"}, made))


def test_every_form_of_every_script_is_found():
    for number in range(12):
        one = Somebody(number)
        sweep = Sweep([Person("h", (one.name("be"), one.name("ru")))], [])
        assert [form for form in one.forms() if not sweep.hits(f"They saw {form.text} again.")] == []


def test_innocent_pages_raise_few_alarms():
    withheld = [Somebody(number) for number in range(60)]
    pages, named = innocent(withheld, 20)
    hidden = [Person(str(each.number), (each.name("be"), each.name("ru"))) for each in withheld]
    known = [Person(f"{each.number} {each.family}", (each.name("be"), each.name("ru"))) for each in named]
    sweep = Sweep(hidden, known)
    assert sum(each.family is not None for each in named) > 20
    assert sum(len(sweep.hits(page)) for page in pages) <= 5
