"""The pictures' screens: a clean copy from the form with and without its script, what is said of it, and where it is put."""

import io

import pytest
from PIL import Image

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.claims.models import Claim
from khronika.desk.solidarity.models import Image as Copy
from khronika.desk.solidarity.models import Picture
from khronika.desk.sources.capture import Order, keep_many, vault
from khronika.desk.sources.models import Capture
from khronika.vault import blur, sandbox
from khronika.vault.intake import received
from tests.desk.making import ANNA, kept, publish, record

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no picture is read without it"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> homes.Home:
    return homes.create(tmp_path_factory.mktemp("made") / "home", "a long passphrase")


@pytest.fixture
def capture(db, made, monkeypatch) -> Capture:
    monkeypatch.setattr(homed, "_home", [made])
    drawn = io.BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(drawn, "PNG")
    (portion,) = keep_many(vault(made), received("march.png", drawn.getvalue()), Order("vera"))
    return portion[0].capture


@pytest.fixture
def anna(db) -> str:
    version = kept()
    found = record(version, ANNA)
    publish(version)
    return found


def sent(*rows: tuple[str, ...], **more: str) -> dict[str, object]:
    """The form with rows of regions, as a browser sends it."""
    sides = ("left", "top", "width", "height")
    return {**{side: [row[n] for row in rows] + [""] for n, side in enumerate(sides)}, "faces": "", **more}


def test_a_kept_picture_waits_for_its_copy_and_the_form_shows_the_original(desk, capture):
    page = desk.get("/admin/pictures/").content.decode()
    assert f"/admin/pictures/make/{capture.pk}/" in page
    source = desk.get(f"/admin/sources/{capture.source_id}/").content.decode()
    assert f"/admin/pictures/make/{capture.pk}/" in source
    form = desk.get(f"/admin/pictures/make/{capture.pk}/").content.decode()
    assert f"/admin/sources/{capture.source_id}/pages/{capture.pk}/1/" in form
    assert form.count('name="left"') == 3  # rows to type into where no script draws


def test_regions_typed_or_drawn_are_hidden_in_the_preview_and_in_the_copy(desk, capture):
    given = sent(("25", "25", "50", "50"), ("0", "0", "10,5", "10 %"), faces="blurred", **{"alt-en": "Noise"})
    preview = desk.post(f"/admin/pictures/make/{capture.pk}/", {**given, "do": "preview"})
    assert preview.status_code == 200 and "data:image/webp;base64," in preview.context["preview"]
    assert preview.context["given"].regions[0] == ("25", "25", "50", "50") and not Copy.objects.exists()
    made = desk.post(f"/admin/pictures/make/{capture.pk}/", {**given, "do": "make", "credit": "N. Painter"})
    copy = Copy.objects.get()
    assert made.status_code == 302 and made.url == f"/admin/pictures/{copy.pk}/"
    assert copy.regions == [[0.25, 0.25, 0.5, 0.5], [0.0, 0.0, 0.105, 0.1]]
    assert (copy.faces, copy.alt, copy.credit, copy.by) == ("blurred", {"en": "Noise"}, "N. Painter", "vera")
    large = desk.get(f"/admin/pictures/{copy.pk}/large.webp")
    assert "no-store" in large.headers["Cache-Control"] and blur.chunks(large.content) == ["VP8 "]
    listed = desk.get("/admin/pictures/").content.decode()
    assert f"/admin/pictures/{copy.pk}/small.webp" in listed and "Noise" in listed
    again = desk.get(f"/admin/pictures/make/{capture.pk}/?from={copy.pk}").context["given"]
    assert again.regions[1] == ("0", "0", "10.5", "10")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (sent(("a", "1", "1", "1")), "Expected numbers"),
        (sent(("90", "1", "50", "10")), "lies within the picture"),
        (sent(faces="blurred"), "no region is"),
        (sent(faces="consented"), "nobody is named"),
        (sent(**{"who-1": "Nobody Of That Name"}), "is not kept here yet"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_the_form_keeps_what_was_typed(desk, capture, form, says):
    answer = desk.post(f"/admin/pictures/make/{capture.pk}/", {**form, "do": "make", "alt-be": "Далонь"})
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page and "Далонь" in page and not Copy.objects.exists()
    for side in ("left", "who-1"):
        for value in [form.get(side, "")] if isinstance(form.get(side, ""), str) else form[side]:
            assert str(value) in page


def test_who_can_be_seen_is_said_and_taken_back_and_the_page_says_what_keeps_it_inside(desk, capture, anna):
    desk.post(f"/admin/pictures/make/{capture.pk}/", {**sent(), "do": "make"})
    copy = Copy.objects.get()
    page = f"/admin/pictures/{copy.pk}/"
    assert "Nobody has said whose faces" in desk.get(page).context["inside"]
    said = {"faces": "consented", "who-1": "Anna Sample", "who-1-record": anna, "alt-en": "Anna"}
    assert desk.post(f"{page}describe/", said).status_code == 302
    assert list(copy.seen.values_list("person_id", flat=True)) == [anna]
    assert "has agreed to be shown" in desk.get(page).context["inside"]
    desk.post(f"{page}describe/", {"faces": "none", "alt-en": "Nobody"})
    assert desk.get(page).context["inside"] == "" and not copy.seen.exists()
    assert desk.get("/admin/pictures/?only=unsaid").context["page"].count == 0
    assert desk.get("/admin/pictures/?only=no_alt").context["page"].count == 0


def test_a_copy_is_put_beside_a_record_by_a_decision(desk, capture, anna):
    desk.post(f"/admin/pictures/make/{capture.pk}/", {**sent(faces="none"), "do": "make"})
    copy = Copy.objects.get()
    address = f"/admin/pictures/{copy.pk}/attach/"
    given = {"record": "Anna Sample", "record-record": anna, "role": "portrait", "caption-en": "In 2021"}
    assert desk.post(address, given).status_code == 302
    row = Picture.objects.get()
    assert (row.image, row.picture_role, row.text, row.language) == (copy.pk, "portrait", "In 2021", "en")
    claim = Claim.objects.get(pk=row.claim_id)
    assert claim.subject_id == anna and claim.citations.count() == 1
    twice = desk.post(address, given)
    assert (
        twice.status_code == 422 and "there already" in twice.content.decode() and "In 2021" in twice.content.decode()
    )
    assert Picture.objects.count() == 1
    nobody = desk.post(address, {**given, "record": "", "record-record": ""})
    assert nobody.status_code == 422 and "choose it" in nobody.content.decode()
    assert "Anna Sample" in desk.get("/admin/pictures/").content.decode()


def test_an_address_of_no_picture_is_not_found(desk, capture, anna):
    for address in ("make/abcabcabcabc/", "abcabcabcabc/", "abcabcabcabc/small.webp"):
        assert desk.get(f"/admin/pictures/{address}").status_code == 404


def test_the_list_asks_few_questions_however_many_pictures(desk, capture, anna, django_assert_max_num_queries):
    for _ in range(3):
        desk.post(f"/admin/pictures/make/{capture.pk}/", {**sent(faces="none"), "do": "make"})
    with django_assert_max_num_queries(25):
        assert desk.get("/admin/pictures/").context["page"].count == 3
