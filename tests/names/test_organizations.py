"""Organisations: one body in every language, its acronym and its cases; bodies that share most words stay apart."""

import pytest

from khronika.names.meanings import capitals, sense, stands
from khronika.names.organizations import Organization, analyse_organization, forget, weigh_organizations
from khronika.names.tables import rows


def logit(a: str, b: str) -> float:
    return weigh_organizations(analyse_organization(a), analyse_organization(b)).logit


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Беларускі Хельсінкскі камітэт", "Belarusian Helsinki Committee"),
        ("Беларускі Гэльсынскі камітэт", "Белорусский Хельсинкский комитет"),
        ("Следственный комитет Республики Беларусь", "Investigative Committee of Belarus"),
        ("Сьледчы камітэт", "Komitet Śledczy"),
        ('Human Rights Center "Viasna"', "Праваабарончы цэнтр «Вясна»"),
        ("Committee for State Security", "КГБ"),
        ("Организация по безопасности и сотрудничеству в Европе", "OSCE"),
        ("БАЖ", "Belarusian Association of Journalists"),
        ("Беларускай асацыяцыі журналістаў", "Белорусская ассоциация журналистов"),
        ("Belarus Service of RFE/RL", "Радыё Свабода"),
        ("суд Ленінскага раёна г. Мінска", "Leninsky District Court of Minsk"),
        ("ИК-2", "Penal Colony No. 2"),
        ("СИЗО № 1", "Pretrial Detention Centre No. 1"),
        ("ООО «Светлый путь»", "Svetly Put LLC"),
        ("ГУБОПиК", "Main Directorate for Combating Organised Crime and Corruption"),
        ("Ministry of the Interior", "Міністэрства ўнутраных спраў"),
        ("Европейский суд по правам человека", "Europejski Trybunał Praw Człowieka"),
        ("Мингорисполком", "Minsk City Executive Committee"),
        ("Фонд спартыўнай салідарнасці Поўначы", "ФССП"),
        ("Беларуская асацыяцыя журналістаў (БАЖ)", "BAJ"),
        ("Belinvestbank", "Бел Инвест Банк"),
        ("ЗАО «Северная верфь»", "Закрытое акционерное общество Северная верфь"),
        ("ААТ «Палессе»", "Открытое акционерное общество «Полесье»"),
    ],
)
def test_a_body_is_one_in_two_languages(a: str, b: str) -> None:
    assert logit(a, b) > 1
    assert logit(b, a) == pytest.approx(logit(a, b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Supreme Court of Belarus", "Верховный суд России"),
        ("Ministry of Justice of Belarus", "Министерство внутренних дел Беларуси"),
        ("Belarusian Association of Journalists", "Беларускі саюз журналістаў"),
        ("Norwegian Helsinki Committee", "Белорусский Хельсинкский комитет"),
        ("Хельсинкский комитет", "Helsinki Foundation for Human Rights"),
        ("Leninsky District Court of Minsk", "Суд Ленинского района г. Гродно"),
        ("Суд Ленинского района г. Минска", "Суд Фрунзенского района г. Минска"),
        ("ИК-2", "Penal Colony No. 15"),
        ("СИЗО № 1", "СИЗО № 3"),
        ("BYSOL", "BYPOL"),
        ("ООО «Альфа»", "ООО «Омега»"),
        ("ООО «Альфа Пресс»", "Alfa Bank CJSC"),
        ("Совет Европы", "Europäische Union"),
    ],
)
def test_bodies_that_share_most_words_stay_apart(a: str, b: str) -> None:
    assert logit(a, b) < 0


def test_the_order_of_words_changes_nothing() -> None:
    assert logit("комитет Следственный", "Следственный комитет") > 3


def test_different_numbers_are_told_as_the_reason() -> None:
    found = weigh_organizations(analyse_organization("ИК-2"), analyse_organization("ИК-15"))
    assert found.notes[0][0] == "numbers-differ"


@pytest.mark.parametrize("text", ["", "—", "!!!", "и", "(())", "123", "«»", "Ў", "a" * 500, "ABC " * 100, "日本語"])
def test_any_text_can_be_analysed_and_compared(text: str) -> None:
    assert isinstance(analyse_organization(text), Organization)
    assert logit(text, "КГБ") < 0


def test_a_name_without_words_is_like_no_other() -> None:
    assert weigh_organizations(analyse_organization("—"), analyse_organization("КГБ")).notes[0][0] == "empty"


def test_a_word_is_known_in_every_case_and_alphabet() -> None:
    for word in ("камітэта", "комитетам", "Committee", "komitetu", "Komitee"):
        known = sense(word)
        assert known is not None and "committee" in known.concepts, word


def test_an_acronym_stands_for_the_words_of_its_full_name() -> None:
    assert stands("БАЖ") == (("Belarusian", "Association", "of", "Journalists"),)
    assert capitals("ГУБОПиК") and not capitals("Вясна")


def test_every_row_of_the_tables_has_its_columns() -> None:
    kinds = {row[1] for row in rows("terms")}
    assert kinds == set("kfnpgls")
    assert all(len(row) <= 8 for row in rows("terms"))
    assert all(len(row) == 2 for row in rows("acronyms"))
    assert all(len(row) > 1 for row in rows("bodies"))
    names = [row[0] for row in rows("terms")]
    assert len(names) == len(set(names))


def test_what_acronyms_stand_for_is_made_of_words_that_are_known() -> None:
    unknown = {
        part
        for _, full in rows("acronyms")
        for part in full.replace("'s", "").split()
        if part[0].islower() and sense(part) is None and not stands(part)
    }
    assert unknown == set()


def test_no_word_is_remembered_once_told_to_forget() -> None:
    analyse_organization("Таемная ініцыятыва")
    forget()
    assert sense.cache_info().currsize == stands.cache_info().currsize == 0
