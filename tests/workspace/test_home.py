"""The first page says what waits."""


def test_what_waits_and_what_failed_is_on_the_first_page(desk, laid, failed):
    page = desk.get("/admin/").content.decode()
    assert "Court in Sampletown" in page
    assert "The PDF is cut off." in page
    assert desk.get("/admin/").context["waiting"][0].pending == 5


def test_what_is_recorded_and_decided_is_on_the_first_page(desk, decided):
    answer = desk.get("/admin/")
    assert {tab.kind: tab.count for tab in answer.context["recorded"]} == {
        "Person": 1,
        "Organization": 1,
        "Proceeding": 1,
    }
    (last,) = answer.context["decided"]
    assert (last.by, last.what) == ("Vera", "accepted 5 proposals")


def test_an_empty_desk_says_how_to_begin(desk):
    assert "Add sources" in desk.get("/admin/").content.decode()


def test_nothing_on_the_first_page_asks_a_third_party(desk, laid):
    page = desk.get("/admin/").content.decode()
    assert "gravatar" not in page
