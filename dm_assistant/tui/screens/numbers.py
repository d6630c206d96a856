"""Numbers: whether it worked, and how sure that is."""

from __future__ import annotations

from typing import ClassVar

from dm_assistant.tui.pages.hours import HoursPage
from dm_assistant.tui.pages.rates import RatesPage
from dm_assistant.tui.pages.week import WeekPage
from dm_assistant.tui.pages.words import WordsPage
from dm_assistant.tui.screens.paged import Page, Paged


class Numbers(Paged):
    """The rates, and what follows from them."""

    NAME = "numbers"
    PAGES: ClassVar[tuple[type[Page], ...]] = (RatesPage, WordsPage, HoursPage, WeekPage)
