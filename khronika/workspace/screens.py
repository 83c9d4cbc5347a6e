"""The desk's screens and their addresses. Wagtail takes them in through our hook and asks for a login before each."""

from django.urls import path

from khronika.workspace import language, ledger
from khronika.workspace.adding import amend, find, other, when
from khronika.workspace.adding import screen as adding
from khronika.workspace.advocacy import listing as demands
from khronika.workspace.advocacy import page as demand
from khronika.workspace.day import screen as day
from khronika.workspace.duplicates import screen as twins
from khronika.workspace.imports import screen as tables
from khronika.workspace.intake import add, alike, batch, lists, paste
from khronika.workspace.mechanisms import due, recommended
from khronika.workspace.mechanisms import listing as bodies
from khronika.workspace.mechanisms import page as body
from khronika.workspace.newsroom import listing as newsroom
from khronika.workspace.newsroom import page as newsroom_page
from khronika.workspace.pictures import listing as gallery
from khronika.workspace.pictures import make as making
from khronika.workspace.pictures import page as pictured
from khronika.workspace.press import alarms, coming
from khronika.workspace.press import screen as press
from khronika.workspace.recall import screen as recall
from khronika.workspace.records import bulk, given, listing, page, quick, saved, shielding
from khronika.workspace.records import deeds as record_deeds
from khronika.workspace.report import screen as report
from khronika.workspace.review import change, clear, deeds, enter, screen
from khronika.workspace.solidarity import adding as acting
from khronika.workspace.solidarity import calendar as actions
from khronika.workspace.solidarity import letters
from khronika.workspace.solidarity import listing as answers
from khronika.workspace.solidarity import page as answered
from khronika.workspace.sources import deeds as source_deeds
from khronika.workspace.sources import images
from khronika.workspace.sources import listing as source_listing
from khronika.workspace.sources import page as source_page
from khronika.workspace.statements import about, papers, recording, write
from khronika.workspace.statements import draft as statements
from khronika.workspace.statements import people as signing
from khronika.workspace.team import factor, people, second

screens = [
    path("sources/", source_listing.sources, name="sources"),
    path("sources/add/", add.add, name="source_add"),
    path("sources/add/paste/", paste.paste, name="source_paste"),
    path("sources/add/<slug:batch>/", batch.batch, name="source_batch"),
    path("sources/add/<slug:batch>/go-on/", batch.go_on, name="source_go_on"),
    path("sources/alike/", alike.alike, name="source_alike"),
    path("sources/alike/<int:pair>/", alike.decide, name="source_alike_decide"),
    path("sources/questions/", lists.questions, name="source_questions"),
    path("sources/questions/<int:question>/", lists.answer, name="source_answer"),
    path("sources/<slug:source>/", source_page.source, name="source"),
    path("sources/<slug:source>/pages/<slug:capture>/<int:number>/", images.image, name="source_image"),
    path("sources/<slug:source>/graphic/", source_deeds.graphic, name="source_graphic"),
    path("sources/<slug:source>/capture/", source_deeds.capture, name="source_capture"),
    path("sources/<slug:source>/again/", source_deeds.again, name="source_again"),
    path("sources/<slug:source>/review/", screen.review, name="review"),
    path("sources/<slug:source>/review/rule/", deeds.rule, name="review_rule"),
    path("sources/<slug:source>/review/undo/", deeds.take_back, name="review_undo"),
    path("sources/<slug:source>/review/change/<slug:proposal>/", change.change, name="review_change"),
    path("sources/<slug:source>/review/enter/", enter.enter, name="review_enter"),
    path("sources/<slug:source>/clear/", clear.clear_source, name="source_clear"),
    path("mechanisms/", bodies.mechanisms, name="mechanisms"),
    path("mechanisms/deadlines/", due.deadlines, name="deadlines"),
    path("mechanisms/deadlines.ics", due.feed, name="deadlines_feed"),
    path("mechanisms/recommendations/", recommended.recommended, name="recommended"),
    path("mechanisms/recommendations/say/", recommended.recommended_say, name="recommended_say"),
    path("mechanisms/<slug:record>/", body.mechanism, name="mechanism"),
    path("solidarity/", answers.solidarity, name="solidarity"),
    path("solidarity/years/", answers.propose_years, name="solidarity_years"),
    path("solidarity/actions/", actions.actions, name="solidarity_actions"),
    path("solidarity/actions/add/", acting.solidarity_act, name="solidarity_act"),
    path("solidarity/count/", acting.solidarity_count, name="solidarity_count"),
    path("solidarity/solidarity.ics", actions.feed, name="solidarity_feed"),
    path("solidarity/letters/", letters.solidarity_letters, name="solidarity_letters"),
    path("solidarity/letters/<slug:person>/", letters.solidarity_letter, name="solidarity_letter"),
    path("solidarity/<slug:record>/", answered.solidarity_of, name="solidarity_of"),
    path("solidarity/<slug:record>/say/", answered.solidarity_say, name="solidarity_say"),
    path("day/", day.today, name="day_today"),
    path("day/<str:day>/", day.sheet, name="day"),
    path("day/<str:day>/row/", day.further, name="day_row"),
    path("day/<str:day>/understood/", day.understood, name="day_understood"),
    path("day/<str:day>/save/", day.save_row, name="day_save"),
    path("day/<str:day>/undo/", day.undo_row, name="day_undo"),
    path("adding/", adding.adding, name="adding"),
    path("adding/about/", other.adding_about, name="adding_about"),
    path("adding/find/", find.find, name="find"),
    path("adding/correct/<slug:claim>/", amend.correct, name="amend"),
    path("adding/when/", when.when, name="when"),
    path("go/", quick.quick, name="quick"),
    path("records/", listing.records, name="records"),
    path("records/bulk/", bulk.bulk, name="records_bulk"),
    path("records/save/", saved.keep, name="records_save"),
    path("records/saved/<int:number>/", saved.change, name="records_saved"),
    path("records/given/", given.handovers, name="handovers"),
    path("records/<slug:record>/", page.record, name="record"),
    path("records/<slug:record>/clear/", record_deeds.clear_record, name="record_clear"),
    path("records/<slug:record>/judge/", record_deeds.judge_record, name="record_judge"),
    path("records/<slug:record>/judge/undo/", record_deeds.unjudge_record, name="record_unjudge"),
    path("records/<slug:record>/protect/", shielding.protect_record, name="record_protect"),
    path("records/<slug:record>/risk/", second.risk, name="record_risk"),
    path("records/<slug:record>/back/", recall.call, name="record_back"),
    path("records/<slug:record>/held/", recall.held, name="record_held"),
    path("demands/", demands.demands, name="demands"),
    path("demands/years/", demands.years, name="demand_years"),
    path("demands/<slug:demand>/", demand.demand, name="demand"),
    path("demands/<slug:demand>/assess/", demand.assess, name="demand_assess"),
    path("duplicates/", twins.duplicates, name="duplicates"),
    path("duplicates/judge/", twins.judge_pair, name="duplicates_judge"),
    path("duplicates/undo/", twins.take_back, name="duplicates_undo"),
    path("duplicates/renew/", twins.renew, name="duplicates_renew"),
    path("import/", tables.imports, name="imports"),
    path("import/<slug:capture>/", tables.import_map, name="import_map"),
    path("import/done/<uuid:number>/", tables.import_done, name="import_done"),
    path("import/done/<uuid:number>/run/", tables.import_run, name="import_run"),
    path("import/done/<uuid:number>/errors.csv", tables.import_errors, name="import_errors"),
    path("pictures/", gallery.pictures, name="pictures"),
    path("pictures/make/<slug:capture>/", making.picture_make, name="picture_make"),
    path("pictures/<slug:image>/", pictured.picture, name="picture"),
    path("pictures/<slug:image>/<slug:size>.webp", pictured.picture_file, name="picture_file"),
    path("pictures/<slug:image>/describe/", pictured.picture_describe, name="picture_describe"),
    path("pictures/<slug:image>/attach/", pictured.picture_attach, name="picture_attach"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<slug:draft>/", statements.statement_draft, name="statement_draft"),
    path("statements/<slug:draft>/write/", write.statement_write, name="statement_write"),
    path("statements/<slug:draft>/freeze/", statements.statement_freeze, name="statement_freeze"),
    path("statements/<slug:draft>/about/", about.statement_about, name="statement_about"),
    path("statements/<slug:draft>/demands/<int:number>/", about.statement_demand, name="statement_demand"),
    path("statements/<slug:draft>/people/", signing.statement_people, name="statement_people"),
    path("statements/<slug:draft>/people/<slug:invitation>/", signing.statement_person, name="statement_person"),
    path("statements/<slug:draft>/papers/", papers.statement_papers, name="statement_papers"),
    path("statements/<slug:draft>/record/", recording.statement_record, name="statement_record"),
    path("newsroom/", newsroom.newsroom, name="newsroom"),
    path("newsroom/<int:page>/", newsroom_page.newsroom_page, name="newsroom_page"),
    path("second/", second.second, name="second"),
    path("second/<int:number>/", second.answer, name="second_answer"),
    path("team/", people.team, name="team"),
    path("team/add/", people.add, name="team_add"),
    path("team/factor/", factor.factor, name="factor"),
    path("team/<int:account>/", people.account, name="team_account"),
    path("team/<int:account>/roles/", people.assign, name="team_roles"),
    path("team/<int:account>/freeze/", people.freeze, name="team_freeze"),
    path("team/<int:account>/thaw/", people.thaw, name="team_thaw"),
    path("team/<int:account>/reset/", people.reset, name="team_reset"),
    path("reports/", report.reports, name="reports"),
    path("reports/<slug:report>/", report.report, name="report"),
    path("reports/<slug:report>/words/", report.report_words, name="report_words"),
    path("reports/<slug:report>/make/", report.report_make, name="report_make"),
    path("reports/<slug:report>/changes/", report.report_changes, name="report_changes"),
    path("reports/<slug:report>/<int:number>.docx", report.report_document, name="report_document"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:number>/", ledger.entry, name="ledger_entry"),
    path("press/", press.press, name="press"),
    path("press/next/", coming.coming, name="press_coming"),
    path("press/alarms/", alarms.alarms, name="press_alarms"),
    path("press/carry/", press.carry, name="press_carry"),
    path("press/packed/", press.packed, name="press_packed"),
    path("language/", language.choose, name="language"),
]
