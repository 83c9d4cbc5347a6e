"""Names in Latin letters by the standards and by habit, and the spellings a reader may meet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.names import UnknownStandard, romanise, standards, variants
from khronika.names.orthography import MOST, orthography
from khronika.names.script import LONGEST

LANGUAGES = ("be", "ru", "uk", "kk", "az", "ka", "hy")
WORDS = [
    ("be", "", "Аляксандр Сяргей Яўген Ірына", "Aliaksandr Siarhei Yauhen Iryna"),
    ("be", "plain", "Яўгеній Дзмітрый Марыя Юлія", "Yauheni Dzmitry Maryia Yuliya"),
    (
        "be",
        "2007",
        "Гомель Ельск Лепель Вераб'ёвічы Гаўя Шаркаўшчына",
        "Homieĺ Jeĺsk Liepieĺ Vierabjovičy Haŭja Šarkaŭščyna",
    ),
    ("be", "diacritics", "Святлана Ціханоўская", "Sviatlana Cichanoŭskaja"),
    ("be", "diacritics", "Мікола Статкевіч", "Mikola Statkievič"),
    ("be", "2000", "Гомель Ельск Любань Іўе Мёры", "Homiel' Jel'sk Liuban' Iŭje Miory"),
    ("be", "2023", "Шаркаўшчына Вераб'ёвічы Дзедаў Улукаўе", "Sharkawshchyna Vierabjovichy Dziedaw Ulukawje"),
    ("be", "bgn", "Лукашэнка Бяляцкі Магілёў Еўдакія", "Lukashenka Byalyatski Mahilyow Yewdakiya"),
    ("be", "bgn1979", "Гомель Юр'еў", "Homyel’ Yur”yew"),
    ("be", "lacinka", "Алесь Бяляцкі Людміла Лапацёл", "Aleś Bialacki Ludmiła Łapacioł"),
    ("be", "icao", "Юлія Яўген", "Iuliia Iauhen"),
    ("be", "pl", "Алесь Бяляцкі Святлана", "Aleś Bialacki Swiatłana"),
    ("be", "de", "Ціханоўская", "Zichanouskaja"),
    ("ru", "", "Алексей Навальный Евгений Ельцин", "Aleksey Navalny Yevgeniy Yeltsin"),
    ("ru", "bgn1947", "Подъячев Ельцин", "Pod”yachev Yel’tsin"),
    ("ru", "press", "Сергей Евгений Юлия Александр Горбачёв", "Sergei Yevgeny Yulia Alexander Gorbachev"),
    ("ru", "icao", "Юрий Юлия Подъячев Щёголев", "Iurii Iuliia Podieiachev Shchegolev"),
    ("ru", "iso9", "Юлия Щёголев Ельцин", "Ûliâ Ŝëgolev Elʹcin"),
    ("ru", "gost", "Щёголев Цветаев Церковь", "Shhyogolev Czvetaev Cerkov`"),
    ("ru", "pl", "Алексей Ельцин Ломоносов Гумилёв", "Aleksiej Jelcyn Łomonosow Gumilow"),
    ("ru", "de", "Горбачёв Хрущёв Солженицын", "Gorbatschjow Chruschtschjow Solschenizyn"),
    ("ru", "fr", "Путин Солженицын Чехов", "Poutine Soljenitsyne Tchekhov"),
    ("ru", "lt", "Чехов Жуков", "Čechov Žukov"),
    ("ru", "lv", "Достоевский Чехов", "Dostojevskis Čehovs"),
    ("uk", "", "Володимир Зеленський", "Volodymyr Zelenskyi"),
    ("uk", "2010", "Згурський Юрій Єнакієве Наталія Знам'янка", "Zghurskyi Yurii Yenakiieve Nataliia Znamianka"),
    ("uk", "press", "Зеленський Андрій", "Zelensky Andriy"),
    ("uk", "iso9", "Юрій Щерба", "Ûrìj Ŝerba"),
    ("uk", "bgn1965", "Згурський", "Z·hurs’kyy"),
    ("ka", "", "მიხეილ სააკაშვილი", "Mikheil Saak'ashvili"),
    ("hy", "", "Երևան Ոսկանյան", "Yerevan Voskanyan"),
    ("kk", "", "Қасым-Жомарт Тоқаев", "Qasym-Jomart Toqaev"),
    ("kk", "bgn", "Шымкент Әуезов", "Shymkent Äūezov"),
    ("az", "", "Илһам Әлијев Ҹавадов", "İlham Əliyev Cavadov"),
    ("be", "", "ЛОНДАН", "LONDAN"),
    ("be", "", "Bialiatski 5", "Bialiatski 5"),
    ("be", "", "Новiк", "Novik"),
]


@pytest.mark.parametrize(("lang", "standard", "text", "expected"), WORDS)
def test_names_are_romanised_as_the_standards_say(lang: str, standard: str, text: str, expected: str) -> None:
    assert romanise(text, lang, standard) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_standard_leaves_no_letter_of_its_alphabet(lang: str) -> None:
    alphabets = {
        "be": "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        "az": "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш",
        "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    }
    for standard in standards(lang):
        latin = romanise(
            " ".join(f"а{letter}" if lang != "hy" else f"ա{letter}" for letter in alphabets[lang]), lang, standard
        )
        if lang in ("be", "ru", "uk", "kk", "az"):
            assert not any("Ѐ" <= letter <= "ԯ" for letter in latin), (standard, latin)
        romanised = romanise(alphabets[lang], lang, standard)
        assert not any(letter in romanised for letter in alphabets[lang]), (standard, romanised)


def test_an_unknown_standard_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownStandard, match=r"for 'be', one of 2000, 2007, .*plain.*, but got 'iso'"):
        romanise("Алесь", "be", "iso")
    with pytest.raises(UnknownStandard):
        romanise("Алесь", "xx")


def test_the_default_standard_comes_first() -> None:
    assert [standards(lang)[0] for lang in ("be", "ru", "uk")] == ["plain", "bgn", "2010"]
    assert standards("xx") == ()


def test_variants_hold_the_spellings_readers_meet() -> None:
    assert {"Ales Bialiatski", "Aleś Bialacki", "Ales Bialacki", "Ales Byalyatski", "Алесь Беляцкий"} <= set(
        variants("Алесь Бяляцкі", "be")
    )
    assert {"Alexander Milinkevich", "Aliaksandr Milinkievič", "Александр Милинкевич"} <= set(
        variants("Аляксандр Мілінкевіч", "be")
    )
    assert {"Alexei Navalny", "Aleksei Navalnyi", "Alexej Nawalny"} & set(variants("Алексей Навальный", "ru"))


def test_variants_begin_with_the_name_and_are_few() -> None:
    found = variants("Сьвятлана Ціханоўская", "be")
    assert found[0] == "Сьвятлана Ціханоўская"
    assert {"Святлана Ціханоўская", "Светлана Тихановская"} <= set(found)
    assert len(found) == len(set(found)) <= MOST
    assert variants("Sławomir Żuk", "pl") == ("Sławomir Żuk", "Slawomir Zuk")
    assert variants("", "be") == ()


@pytest.mark.parametrize(
    ("official", "tarask"),
    [
        ("Святлана", "Сьвятлана"),
        ("Зміцер", "Зьміцер"),
        ("Наталля", "Натальля"),
        ("Еўропа", "Эўропа"),
        ("Касцюк", "Касьцюк"),
        ("Ганна", "Ганна"),
        ("Алесь", "Алесь"),
    ],
)
def test_both_belarusian_orthographies_lead_to_one_another(official: str, tarask: str) -> None:
    assert orthography(official, "tarask") == tarask
    assert orthography(tarask, "official") == official


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from([(lang, one) for lang in LANGUAGES for one in standards(lang)]))
def test_no_text_raises_or_grows_without_bound(text: str, pair: tuple[str, str]) -> None:
    assert len(romanise(text, *pair)) <= 6 * len(text)
    assert all(len(form) <= 6 * LONGEST for form in variants(text, pair[0]))
    assert len(variants(text, pair[0])) <= MOST


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=60), st.sampled_from(LANGUAGES))
def test_plain_latin_text_comes_back(text: str, lang: str) -> None:
    assert romanise(text, lang) == text
