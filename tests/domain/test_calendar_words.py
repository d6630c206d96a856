"""Days and months are said as the language of a message says them."""

from datetime import date

import pytest
from babel.dates import get_day_names, get_month_names

from dm_assistant.domain import calendar_words
from dm_assistant.domain.calendar_words import day_words, month_words, said
from dm_assistant.domain.templates.local_values import in_language, variable_of

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


def test_what_is_said_for_a_language_goes_before_what_is_said_for_all() -> None:
    given = {"perk": "15 % off", "perk.es": "15 % menos", "perk.pt": "15 % a menos"}
    given["perk.pt-BR"] = "15 % off nos prints"
    assert in_language(given, "en") == {"perk": "15 % off"}
    assert in_language(given, "es") == {"perk": "15 % menos"}
    assert in_language(given, "es-mx") == {"perk": "15 % menos"}
    assert in_language(given, "pt") == {"perk": "15 % a menos"}
    assert in_language(given, "pt-br") == {"perk": "15 % off nos prints"}
    assert in_language({"perk.es": "15 % menos"}, "en") == {}


def test_only_the_variables_that_are_days_are_put_into_words() -> None:
    given = {"code_ends": "2026-05-31", "idea": "2026-05-31"}
    assert in_language(given, "de") == {"code_ends": "Sonntag, 31. Mai", "idea": "2026-05-31"}


@pytest.mark.parametrize(
    "key", ["perk", "nothing.es", "what next. or not", "perk.", "perk.español"]
)
def test_any_other_key_is_left_as_it_is(key: str) -> None:
    assert variable_of(key) == (key, "")
