"""A page that says 'no' is a failed capture; an article about such a page is not."""

import pytest

from khronika.vault.quality import judge

ARTICLE = "Journalists found the message 'Access denied' and 'Please log in' on the site of the court. " * 20


@pytest.mark.parametrize(
    ("title", "text", "says"),
    [
        ("Just a moment...", "Enable JavaScript and cookies to continue", "guard answered"),
        ("", "Checking your browser before accessing example.org. Please wait.", "guard answered"),
        ("", "Attention Required! | Cloudflare\nSorry, you have been blocked", "guard answered"),
        ("", "Доступ к ресурсу ограничен по решению. Обратитесь к провайдеру.", "guard answered"),
        ("Log in to Example", "Email or phone\nPassword\nForgot password?\nCreate new account", "asks to log in"),
        ("Вход", "Войдите на сайт, чтобы продолжить. Пароль. Забыли пароль?", "asks to log in"),
        ("Уваход", "Увайдзіце, каб працягнуць. Пароль. Забылі пароль?", "asks to log in"),
        ("404 Not Found", "404 Not Found\nnginx server at this place", "not found or failed"),
        ("", "Страница не найдена\nВернитесь на главную страницу сайта", "not found or failed"),
        ("", "Старонка не знойдзена\nВярніцеся на галоўную", "not found or failed"),
        ("", "  \n ", "next to no text"),
        ("", "1 2 3 — 4 / 5", "next to no text"),
    ],
)
def test_a_page_that_is_no_source_is_named_for_what_it_is(title: str, text: str, says: str) -> None:
    verdict = judge(text, "text/html", title=title)
    assert verdict is not None
    assert says in verdict
    assert verdict.endswith(".")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Access denied", ARTICLE),
        ("The new law", "The law was not found to be broken by the court of the town in this case."),
        ("Password of the day", "A short note about a poem that has the title 'Password', and about its author."),
        ("In 404 days", "In 404 days of prison she wrote letters to all of her friends at home."),
        ("Solidarity", "On 4 August actions were held in more than 18 countries, Armenia among them."),
    ],
)
def test_an_article_is_not_taken_for_a_refusal(title: str, text: str) -> None:
    assert judge(text, "text/html", title=title) is None


def test_a_note_that_a_person_typed_is_believed() -> None:
    assert judge("The site said: please log in, password needed.", "text/plain") is None


def test_an_error_of_the_server_is_a_failure_whatever_it_says() -> None:
    assert judge(ARTICLE, "text/html", status=503) == (
        'The page was expected, but the server answered with error "503"; check the address, or try later.'
    )
