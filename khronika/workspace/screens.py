"""The desk's screens and their addresses. Wagtail takes them in through our hook and asks for a login before each."""

from django.urls import path

from khronika.workspace import capture, language, ledger, press, sources
from khronika.workspace.records import deeds as record_deeds
from khronika.workspace.records import listing, page
from khronika.workspace.review import change, clear, deeds, enter, screen

screens = [
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", capture.add, name="source_add"),
    path("sources/<slug:source>/review/", screen.review, name="review"),
    path("sources/<slug:source>/review/rule/", deeds.rule, name="review_rule"),
    path("sources/<slug:source>/review/undo/", deeds.take_back, name="review_undo"),
    path("sources/<slug:source>/review/change/<slug:proposal>/", change.change, name="review_change"),
    path("sources/<slug:source>/review/enter/", enter.enter, name="review_enter"),
    path("sources/<slug:source>/clear/", clear.clear_source, name="source_clear"),
    path("records/", listing.records, name="records"),
    path("records/<slug:record>/", page.record, name="record"),
    path("records/<slug:record>/clear/", record_deeds.clear_record, name="record_clear"),
    path("records/<slug:record>/judge/", record_deeds.judge_record, name="record_judge"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("press/", press.press, name="press"),
    path("language/", language.choose, name="language"),
]
