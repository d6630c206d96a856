"""Impact: the platform's figures, and whether messages moved anything."""

from __future__ import annotations

from typing import ClassVar

from dm_assistant.tui.pages.board import BoardPage
from dm_assistant.tui.pages.days import DaysPage
from dm_assistant.tui.pages.effect import EffectPage
from dm_assistant.tui.pages.plans import PlansPage
from dm_assistant.tui.screens.paged import Page, Paged


class ImpactPlace(Paged):
    """The days of the account, and what can be said of them."""

    NAME = "impact"
    PAGES: ClassVar[tuple[type[Page], ...]] = (DaysPage, EffectPage, BoardPage, PlansPage)
