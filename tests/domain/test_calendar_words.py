"""Days and months are said as the language of a message says them."""

from datetime import date

import pytest
from babel.dates import get_day_names, get_month_names

from dm_assistant.domain import calendar_words
from dm_assistant.domain.calendar_words import day_words, month_words, said

LANGUAGES = ("en", "es", "pt", "fr", "de", "id")
SUNDAY = date(2026, 5, 31)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_are_those_of_the_common_locale_data(language: str) -> None:
    names = calendar_words._CALENDARS[language]  # noqa: SLF001 - the whole table is compared
    days, months = get_day_names(locale=language), get_month_names(locale=language)
    assert list(names.weekdays) == [days[place] for place in range(7)]
    assert list(names.months) == [months[place] for place in range(1, 13)]


@pytest.mark.parametrize(
    ("language", "day", "first"),
    [
        ("en", "Sunday 31 May", "Wednesday 1 July"),
        ("es", "domingo 31 de mayo", "miércoles 1 de julio"),
        ("pt-br", "domingo, 31 de maio", "quarta-feira, 1º de julho"),
        ("fr", "dimanche 31 mai", "mercredi 1er juillet"),
        ("de", "Sonntag, 31. Mai", "Mittwoch, 1. Juli"),
        ("id", "Minggu, 31 Mei", "Rabu, 1 Juli"),
        ("nl", "Sunday 31 May", "Wednesday 1 July"),
    ],
)
def test_a_day_is_said_as_people_say_it(language: str, day: str, first: str) -> None:
    assert day_words(SUNDAY, language) == day
    assert day_words(date(2026, 7, 1), language) == first


def test_the_year_is_said_where_the_month_alone_would_mislead() -> None:
    assert month_words(SUNDAY, "es", year=False) == "mayo"
    assert month_words(SUNDAY, "es", year=True) == "mayo de 2026"
    assert month_words(SUNDAY, "de", year=True) == "Mai 2026"


@pytest.mark.parametrize("value", ["the end of May", "2026-13-01", "2026-5-1", "31 May", ""])
def test_what_is_no_day_stays_as_it_is(value: str) -> None:
    assert said(value, "es") == value


def test_a_day_is_put_into_words() -> None:
    assert said("2026-05-31", "fr") == "dimanche 31 mai"
