"""Pictures in an edition: only clean copies go out, of nobody who did not agree, and what is called back goes from the next one."""

import io
import json

import pytest
from PIL import Image, ImageDraw

from khronika.desk import opened as homed
from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.claims import protect, withdraw
from khronika.desk.claims.held import held
from khronika.desk.claims.models import Claim, Decision
from khronika.desk.claims.protect import Agreement
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import breaks
from khronika.desk.solidarity import attached, pictures
from khronika.desk.solidarity.attached import Beside
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image as Copy
from khronika.desk.solidarity.models import Seen
from khronika.desk.solidarity.pictures import About
from khronika.desk.sources.capture import Order, keep_many, vault
from khronika.edition import chain, recall
from khronika.edition.verify import State, verify
from khronika.press.alarms import Alarmed
from khronika.press.errors import PressError
from khronika.press.recalls import follow, mirrors
from khronika.press.unpacked import texts
from khronika.vault import blur, sandbox
from khronika.vault.intake import received
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, account, kept, level, publish, record
from tests.press.conftest import NOON
from tests.press.test_recalls import erased

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no picture is read without it"
)
ALT = {"en": "A hand painted red", "be": "Чырвоная далонь"}


def photograph(colour: str = "#b03028") -> bytes:
    """A picture with everything in it that must not go out."""
    image = Image.new("RGB", (900, 600), "#d0d8e0")
    ImageDraw.Draw(image).ellipse((300, 100, 600, 500), fill=colour)
    about = Image.Exif()
    about[0x010E], about[0x0110] = "CANARY of Anna Sample", "CANARY camera"
    about.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 0.0)})
    made = io.BytesIO()
    image.save(made, "JPEG", exif=about, comment=b"CANARY comment", quality=90)
    return made.getvalue()


class Gallery:
    """A house with a published organisation and person, and a kept picture."""

    def __init__(self, house) -> None:
        self.house = house
        version = kept()
        self.house_record, self.anna = record(version, HOUSE), record(version, ANNA)
        publish(version)
        taken = received("CANARY-march.jpg", photograph())
        (portion,) = keep_many(vault(house.home), taken, Order("vera"))
        self.capture = portion[0].capture

    def make(self, *regions, **about) -> Copy:
        return pictures.make(account(), self.capture, regions, about=About(**{"faces": "none", "alt": ALT, **about}))

    def put(self, image: Copy, where: str = "", role: str = "scene", **captions: str) -> Decision:
        captions = captions or {"en": "In Sampletown"}
        decision = attached.attach(account(), image, where or self.house_record, Beside(role, captions))
        attached.clear(account(), decision, note=True, reason="invented people")
        return decision

    def media(self, number: int) -> set[str]:
        return {path for path in self.house.files(number) if path.startswith("media/")}

    def agree(self, who: str = "") -> Decision:
        agreed = Agreement("pictures", "public", "herself", "2024")
        return protect.consent(account(), who or self.anna, agreed)


@pytest.fixture
def gallery(house, monkeypatch) -> Gallery:
    monkeypatch.setattr(homed, "_home", [house.home])
    return Gallery(house)


def files(image: Copy) -> set[str]:
    return {f"media/{image.pk}.webp", f"media/{image.pk}-small.webp"}


def test_a_clean_copy_stands_on_the_page_in_two_sizes_and_nothing_of_the_original_goes_along(gallery):
    image = gallery.make((0.1, 0.1, 0.2, 0.2), credit="N. Painter", licence="CC BY 4.0")
    gallery.put(image, en="In Sampletown, 4 August", be="У Сэмплтаўне")
    report = gallery.house.press()
    found = gallery.house.files(report.number)
    assert gallery.media(report.number) == files(image)
    large, small = found[f"media/{image.pk}.webp"], found[f"media/{image.pk}-small.webp"]
    assert (large, small) == pictures.sizes(image)
    assert Image.open(io.BytesIO(large)).size == (image.width, image.height)
    assert Image.open(io.BytesIO(small)).width == 480
    assert blur.chunks(large) == blur.chunks(small) == ["VP8 "]
    assert gallery.house.holding(report.number, "CANARY") == set()
    page = found["site/en/organizations/example-house.html"].decode()
    assert f'src="../../../media/{image.pk}-small.webp"' in page and f"{image.pk}.webp {image.width}w" in page
    for words in ('alt="A hand painted red"', "In Sampletown, 4 August", "N. Painter", "CC BY 4.0", "<figure"):
        assert words in page
    assert f'width="{image.width}" height="{image.height}"' in page and "<script" not in page.split("<body")[1]
    assert 'alt="Чырвоная далонь"' in found["site/be/organizations/example-house.html"].decode()
    line = json.loads(found["data/pictures.jsonl"])
    assert (line["id"], line["on"], line["alt"][0]) == (image.pk, [gallery.house_record], ["be", ALT["be"]])
    assert verify(gallery.house.home.editions / str(report.number), at=NOON).state is State.GENUINE
    path = gallery.house.home.editions / str(report.number) / "media" / f"{image.pk}.webp"
    path.chmod(0o644)
    path.write_bytes(large[:-1] + b"x")
    assert verify(path.parents[1], at=NOON).state is State.ALTERED


def test_what_is_not_said_of_faces_or_not_agreed_to_stays_inside(gallery):
    unsaid, agreed = gallery.make(faces=""), gallery.make(faces="consented", seen=(gallery.anna,))
    gallery.put(unsaid), gallery.put(agreed, gallery.anna, role="portrait")
    assert gallery.media(gallery.house.press().number) == set()
    consent = gallery.agree()
    assert gallery.media(gallery.house.press().number) == files(agreed)
    pictures.describe(account(), unsaid, About("none", alt=ALT))
    assert gallery.media(gallery.house.press().number) == files(agreed) | files(unsaid)
    protect.end_consent(account(), protect.Consent.objects.get(decision=consent).pk, reason="she rang")
    last = gallery.house.press()
    assert gallery.media(last.number) == files(unsaid)
    assert agreed.pk not in gallery.house.texts(last.number)["data/pictures.jsonl"]
    again = gallery.house.press(full=True)
    assert gallery.house.texts(again.number) == gallery.house.texts(last.number)


def test_hiding_somebody_who_can_be_seen_takes_the_files_out_and_asks_mirrors_to(gallery):
    gallery.agree()
    image = gallery.make(faces="consented", seen=(gallery.anna,))
    gallery.put(image)
    first = gallery.house.press()
    before = gallery.house.home.editions / str(first.number)
    assert gallery.media(first.number) == files(image)
    withdraw.hide(account(), gallery.anna, reason="threatened")
    made = follow(gallery.house.home).report
    assert made and gallery.media(made.number) == set()
    assert gallery.house.holding(made.number, image.pk) == set() and not before.exists()
    key, tuf = mirrors(gallery.house.home), gallery.house.home.editions / "tuf"
    asked = recall.read(tuf, chain.follow(tuf, None))
    assert asked and all(asked.asks(key, path) for path in files(image))


def test_a_hidden_face_shields_nobody_who_was_called_back(gallery):
    image = gallery.make((0.3, 0.1, 0.4, 0.8), faces="blurred", seen=(gallery.anna,))
    gallery.put(image)
    assert gallery.media(gallery.house.press().number) == files(image)
    level("record", gallery.anna, Level.TEAM)
    assert gallery.media(gallery.house.press().number) == set()


def test_nobody_under_a_pseudonym_is_shown(gallery):
    gallery.agree()
    image = gallery.make(faces="consented", seen=(gallery.anna,))
    gallery.put(image, gallery.anna, role="portrait"), gallery.put(image)
    assert gallery.media(gallery.house.press().number) == files(image)
    protect.pseudonym(account(), gallery.anna, audience="public", text="Reader K.", reason="she asked")
    assert gallery.media(gallery.house.press().number) == set()


def test_what_somebody_was_forced_to_is_never_a_portrait(gallery):
    forced = gallery.make(coerced=True)
    with pytest.raises(SolidarityError, match="never a portrait"):
        gallery.put(forced, gallery.anna, role="portrait")
    gallery.put(forced)
    image = gallery.make()
    gallery.put(image, gallery.anna, role="portrait")
    pictures.describe(account(), image, About("none", coerced=True, alt=ALT))
    report = gallery.house.press()
    assert gallery.media(report.number) == files(forced)
    assert "figure" not in gallery.house.texts(report.number)["site/en/people/anna-sample.html"]


def test_a_withheld_name_in_what_is_said_of_a_picture_stops_the_press_and_is_replaced(gallery):
    version = kept("Ivan Zakharchanka was there.", title="A note")
    record(version, ("Person", "Ivan Zakharchanka"))
    image = gallery.make(alt={"en": "Ivan Zakharchanka with a sign"}, credit="Ivan Zakharchanka")
    gallery.put(image, en="Zakharchanka holds a sign")
    with pytest.raises(Alarmed) as stopped:
        gallery.house.press(replace=False)
    places = {place for each in stopped.value.questions for place in each.places}
    assert f"picture {image.pk}, en" in places and f"picture {image.pk}" in places
    report = gallery.house.press()
    assert gallery.house.holding(report.number, "Zakharchanka") == set()
    assert "[withheld] with a sign" in gallery.house.texts(report.number)["site/en/organizations/example-house.html"]


def test_pressing_after_a_change_is_the_same_as_pressing_all_and_bytes_do_not_change(gallery):
    first, other = gallery.make(), gallery.make((0.1, 0.1, 0.2, 0.2))
    gallery.put(first), gallery.put(other, gallery.anna)
    one = gallery.house.press()
    pictures.describe(account(), first, About("none", alt={"en": "Another description"}))
    undo(account(), Decision.objects.get(claims__id=attached.standing(other.pk)[0][0]))
    two = gallery.house.press()
    assert gallery.media(two.number) == files(first) and two.changed < one.added
    assert "Another description" in gallery.house.texts(two.number)["site/en/organizations/example-house.html"]
    three = gallery.house.press(full=True)
    assert gallery.house.texts(two.number) == gallery.house.texts(three.number)
    media = {path: data for path, data in gallery.house.files(three.number).items() if path.startswith("media/")}
    assert media == {path: gallery.house.files(one.number)[path] for path in files(first)}


def test_an_erasure_takes_the_copies_and_what_proves_them(gallery):
    image, other = gallery.make(faces="consented", seen=(gallery.anna,)), gallery.make(alt={"en": "Anna Sample, drawn"})
    gallery.put(image), gallery.put(other)
    store, name = vault(gallery.house.home), image.object_name
    assert store.get(name, bytes(image.object_key))
    assert "picture" in {each.what for each in held(gallery.anna).drafted}
    erased(gallery.house, gallery.anna)
    assert not Copy.objects.filter(pk=image.pk).exists() and not Seen.objects.exists()
    assert name not in set(store.names()) and other.object_name in set(store.names())
    left = Copy.objects.get(pk=other.pk)
    assert (left.payload, bytes(left.salt)) == ("", b"") and "Anna" not in left.alt["en"]
    assert not list(breaks())
    assert gallery.media(gallery.house.press().number) == files(other)


def test_a_copy_that_is_gone_from_the_vault_stops_the_press_with_a_sentence(gallery):
    image = gallery.make()
    gallery.put(image)
    vault(gallery.house.home).erase(image.object_name)
    with pytest.raises(PressError, match=rf"{image.pk}.*restore it from a backup"):
        gallery.house.press()


def test_every_copy_has_a_number_and_every_word_an_entry(gallery):
    first, second = gallery.make(), gallery.make((0.1, 0.1, 0.2, 0.2), faces="blurred")
    assert (first.number, second.number, first.object_name != second.object_name) == (1, 2, True)
    assert bytes(first.object_key) != bytes(second.object_key)
    before = Entry.objects.count()
    pictures.describe(account(), first, About("none", alt=ALT))
    assert Entry.objects.count() == before  # nothing new was said
    pictures.describe(account(), first, About("none", alt={"en": "Other"}))
    assert Entry.objects.latest("number").deed == "image" and first.entry == Entry.objects.latest("number").number
    assert not list(breaks())


def test_letting_a_picture_out_needs_an_editor(gallery):
    researcher = User.objects.create(username="rita", held="researcher")
    image = gallery.make(faces="consented", seen=(gallery.anna,))
    pictures.describe(researcher, image, About("", (gallery.anna,), alt=ALT))  # stricter
    for freer in (About("none", (gallery.anna,), alt=ALT), About("", (), alt=ALT)):
        with pytest.raises(NotAllowed):
            pictures.describe(researcher, image, freer)
    assert pictures.of(Copy.objects.get(pk=image.pk)) == About("", (gallery.anna,), alt=ALT)
    with pytest.raises(NotAllowed):
        attached.attach(researcher, image, gallery.anna, Beside("scene"))
    assert not Claim.objects.filter(kind="Picture").exists()


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"faces": "consented"}, "nobody is named"),
        ({"faces": "blurred"}, "no region is"),
        ({"faces": "many"}, "of the faces"),
        ({"seen": ("abc",)}, "'abc' is none"),
        ({"credit": "x" * 301}, "at most 300 letters"),
    ],
)
def test_what_does_not_fit_together_is_a_sentence_and_nothing_is_kept(gallery, about, says):
    names = set(vault(gallery.house.home).names())
    with pytest.raises(SolidarityError, match=says):
        gallery.make(**about)
    assert not Copy.objects.exists() and set(vault(gallery.house.home).names()) == names


def test_text_hidden_in_a_picture_of_an_edition_is_found(gallery):
    made = io.BytesIO()
    about = Image.Exif()
    about[0x010E] = "Anna Sample"
    Image.new("RGB", (40, 30), "red").save(made, "WEBP", exif=about)
    assert any("Anna Sample" in text for _, text in texts(made.getvalue()))
    large, _ = pictures.sizes(gallery.make())
    assert not [text for _, text in texts(large) if len(text) > 30]  # pixels are not read as words
