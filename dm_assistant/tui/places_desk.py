"""The use cases of the places that have many of their own, each in a desk of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dm_assistant.tui.opened import Opened

if TYPE_CHECKING:
    from dm_assistant.tui.beginning_desk import BeginningDesk
    from dm_assistant.tui.campaigns_desk import CampaignsDesk
    from dm_assistant.tui.codes_desk import CodesDesk
    from dm_assistant.tui.collabs_desk import CollabsDesk
    from dm_assistant.tui.feedback_desk import FeedbackDesk
    from dm_assistant.tui.handing_desk import HandingDesk
    from dm_assistant.tui.kpi_desk import KpiDesk
    from dm_assistant.tui.numbers_desk import NumbersDesk
    from dm_assistant.tui.people_desk import PeopleDesk
    from dm_assistant.tui.rules_desk import RulesDesk
    from dm_assistant.tui.sessions_desk import SessionsDesk
    from dm_assistant.tui.templates_desk import TemplatesDesk


class PlacesDesk(Opened):
    """The desks of the places, made when they are asked for."""

    @property
    def beginning(self) -> BeginningDesk:
        """Return the use cases of a beginning."""
        from dm_assistant.tui.beginning_desk import BeginningDesk

        return BeginningDesk(self._ws)

    @property
    def sessions(self) -> SessionsDesk:
        """Return the use cases about the day and its sessions."""
        from dm_assistant.tui.sessions_desk import SessionsDesk

        return SessionsDesk(self._ws)

    @property
    def codes(self) -> CodesDesk:
        """Return the use cases about pools of codes."""
        from dm_assistant.tui.codes_desk import CodesDesk

        return CodesDesk(self._ws)

    @property
    def handing(self) -> HandingDesk:
        """Return the use cases about what goes out by hand, and what came back."""
        from dm_assistant.tui.handing_desk import HandingDesk

        return HandingDesk(self._ws)

    @property
    def registry(self) -> PeopleDesk:
        """Return the use cases about people in full, and several at once."""
        from dm_assistant.tui.people_desk import PeopleDesk

        return PeopleDesk(self._ws)

    @property
    def rules(self) -> RulesDesk:
        """Return the use cases about the rules' values."""
        from dm_assistant.tui.rules_desk import RulesDesk

        return RulesDesk(self._ws)

    @property
    def templates(self) -> TemplatesDesk:
        """Return the use cases about templates."""
        from dm_assistant.tui.templates_desk import TemplatesDesk

        return TemplatesDesk(self._ws)

    @property
    def collabs(self) -> CollabsDesk:
        """Return the use cases about collaborations."""
        from dm_assistant.tui.collabs_desk import CollabsDesk

        return CollabsDesk(self._ws)

    @property
    def feedback(self) -> FeedbackDesk:
        """Return the use cases about what people ask for, and about challenges."""
        from dm_assistant.tui.feedback_desk import FeedbackDesk

        return FeedbackDesk(self._ws)

    @property
    def campaigns(self) -> CampaignsDesk:
        """Return the use cases about campaigns and codes."""
        from dm_assistant.tui.campaigns_desk import CampaignsDesk

        return CampaignsDesk(self._ws)

    @property
    def numbers(self) -> NumbersDesk:
        """Return the use cases about rates, tests, hours and days."""
        from dm_assistant.tui.numbers_desk import NumbersDesk

        return NumbersDesk(self._ws)

    @property
    def kpis(self) -> KpiDesk:
        """Return what the board of key figures calls."""
        from dm_assistant.tui.kpi_desk import KpiDesk

        return KpiDesk(self._ws)
