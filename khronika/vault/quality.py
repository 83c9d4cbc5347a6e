"""A page that says 'no' is not a source: what a guard, a log-in form or an error page answered is a failed capture.

Such pages are short and say so at once. An article that quotes the same words is neither, so words count only in
short texts or in titles.
"""

import re

_SHORT = 1500  # characters; guards, log-in forms and error pages are shorter
_HEAD = 300
_LETTERS = 20  # a text with fewer letters says nothing

_BLOCKED = re.compile(
    r"just a moment\b|checking (?:if the site|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|attention required!|ddos[- ]guard|ddos protection by"
    r"|access (?:to this page has been )?denied|you have been blocked"
    r"|enable javascript and cookies to continue|are you a robot|unusual traffic|complete the captcha|request blocked"
    r"|проверка браузера|проверяем ваш браузер|подтвердите, что вы (?:не робот|человек)"
    r"|доступ (?:к \S+ )?(?:ограничен|запрещ[её]н)"
    r"|доступ (?:абмежаваны|забаронены)|праверка браўзера",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"log ?in to|sign in to|you must (?:be logged|log) in|please (?:log|sign) in|log in or sign up"
    r"|forgot(?:ten)? (?:your )?password"
    r"|войдите (?:в|на|или|чтобы)|вход в (?:систему|аккаунт|личный)|авторизуйтесь"
    r"|необходимо (?:войти|авторизоваться)|забыли пароль"
    r"|увайдзіце|уваход у (?:сістэму|акаўнт)|аўтарызуйцеся|забылі пароль",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"password|пароль", re.IGNORECASE)
_LOGIN_TITLE = re.compile(r"\s*(?:log ?in|sign in|вход|войти|авторизация|уваход|увайсці)\b", re.IGNORECASE)
_ERROR = re.compile(
    r"(?:\b(?:error )?[45]\d\d\b[\s:–—-]*)?(?:page (?:was )?not found|not found|internal server error|bad gateway"
    r"|service (?:temporarily )?unavailable|gateway time-?out|forbidden|this page (?:isn.t|is not) available"
    r"|страница не найдена|ошибка 404|страница (?:удалена|недоступна)|внутренняя ошибка"
    r"|старонка не знойдзена|памылка 404)",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(r"\s*(?:error\s*)?[45]\d\d\b", re.IGNORECASE)


def judge(text: str, media_type: str, *, title: str | None = None, status: int = 200) -> str | None:
    """A sentence why this capture has failed, or None if it is content.

    `text` is the text version, `status` what the server answered. Files that people hand in are never taken for
    log-in or error pages unless they are web pages.

    >>> judge("5 / 7", "text/plain")
    'The document holds next to no text; look at the original and capture a better copy.'
    """
    if status >= 400:
        return f'The page was expected, but the server answered with error "{status}"; check the address, or try later.'
    if sum(character.isalpha() for character in text[:10_000]) < _LETTERS:
        return "The document holds next to no text; look at the original and capture a better copy."
    if media_type != "text/html" or len(text) > _SHORT:
        return None
    return _answered(text, title or "")


def _answered(text: str, title: str) -> str | None:
    head = f"{title}\n{text[:_HEAD]}"
    if _BLOCKED.search(head):
        return (
            "The site's guard answered instead of the page; open it in a browser, save it there, "
            "and capture the saved file."
        )
    login = _LOGIN.search(text) is not None
    if (login or _LOGIN_TITLE.match(title)) and (_PASSWORD.search(text) or _LOGIN.search(head)):
        return (
            "The page asks to log in instead of showing its text; save it while logged in, and capture the saved file."
        )
    first = text.split("\n", 1)[0]
    if any(_ERROR.match(line.strip()) or _ERROR_TITLE.match(line) for line in (title, first) if len(line) < 100):
        return "The page says that it was not found or failed; check the address, or look for a copy in a web archive."
    return None
