"""Days and months as a message says them, in the languages of the shipped templates."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Calendar(NamedTuple):
    """The names of one language, and how it puts a day, and a month of another year."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    month: str
    first: str = "{day}"


def _calendar(weekdays: str, months: str, day: str, month: str, first: str = "{day}") -> Calendar:
    return Calendar(tuple(weekdays.split()), tuple(months.split()), day, month, first)


_ENGLISH = _calendar(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "January February March April May June July August September October November December",
    "{weekday} {day} {month}",
    "{month} {year}",
)
_CALENDARS = {
    "en": _ENGLISH,
    "es": _calendar(
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{weekday} {day} de {month}",
        "{month} de {year}",
    ),
    "pt": _calendar(
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{weekday}, {day} de {month}",
        "{month} de {year}",
        first="1º",
    ),
    "fr": _calendar(
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{weekday} {day} {month}",
        "{month} {year}",
        first="1er",
    ),
    "de": _calendar(
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{weekday}, {day}. {month}",
        "{month} {year}",
    ),
    "id": _calendar(
        "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "{weekday}, {day} {month}",
        "{month} {year}",
    ),
}


def day_words(day: date, language: str) -> str:
    """Return a day as a message in this language says it, such as "Sonntag, 31. Mai"."""
    names = _of(language)
    number = names.first if day.day == 1 else "{day}"
    return names.day.format(
        weekday=names.weekdays[day.weekday()],
        day=number.format(day=day.day),
        month=names.months[day.month - 1],
    )


def month_words(day: date, language: str, *, year: bool) -> str:
    """Return the month of a day, and its year where that is to be said: "marzo de 2025"."""
    names = _of(language)
    month = names.months[day.month - 1]
    return names.month.format(month=month, year=day.year) if year else month


def said(value: str, language: str) -> str:
    """Return a value that is a day such as 2026-05-31 in words; any other stays as it is."""
    if not _DAY.fullmatch(value):
        return value
    try:
        return day_words(date.fromisoformat(value), language)
    except ValueError:
        return value


def _of(language: str) -> Calendar:
    return _CALENDARS.get(language.partition("-")[0], _ENGLISH)
