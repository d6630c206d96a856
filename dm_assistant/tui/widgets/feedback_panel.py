"""One theme, quote, challenge or person of a challenge in full."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.domain.statistics.words import brief
from dm_assistant.services.challenges import ChallengePage, Taker
from dm_assistant.services.feedback_views import Board, Journey, Quote
from dm_assistant.tui.cells import fit
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.challenges_view import step
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, ours, said
from dm_assistant.tui.widgets.themes_view import STATES, bar
from dm_assistant.tui.wording import counted

DIM = "$foreground-muted"
LABEL, BAR = 16, 10
MOST_QUOTES = 6


class FeedbackPanel(Panel):
    """What the cursor stands on."""

    TITLE = "Theme"

    def theme(self, journey: Journey, clock: Clock) -> None:
        """Show a theme."""
        theme = journey.line.theme
        self.head(theme.name, f"{STATES[theme.state]} {theme.state.value}")
        self.page(theme_page(journey, clock))

    def quote(self, quote: Quote, clock: Clock) -> None:
        """Show a quote."""
        self.head(f"@{quote.handle}", clock.day(quote.at))
        self.page(quote_page(quote))

    def challenge(self, page: ChallengePage) -> None:
        """Show a challenge."""
        one = page.line.challenge
        until = f"until {one.ends_on:%d %b %Y}" if one.ends_on else "until you end it"
        until = "over" if page.line.over else until
        self.head(one.name, until)
        self.page(challenge_page(page))

    def taker(self, taker: Taker, clock: Clock) -> None:
        """Show a person of a challenge."""
        self.head(f"@{taker.handle}", step(taker))
        self.page(taker_page(taker, clock))


def theme_page(journey: Journey, clock: Clock) -> Iterator[Paragraph]:
    """Yield the way of a theme, and the newest words of those who asked for it."""
    line = journey.line
    theme = line.theme
    if theme.idea:
        yield said(("Idea ", DIM), theme.idea, hang=5)
    if theme.made_title:
        link = f" {theme.made_link}" if theme.made_link else ""
        yield said(("Made ", DIM), (theme.made_title, "bold"), link, hang=5)
    yield _row("You asked", f"{counted(journey.asked, 'person', 'people')} for their opinion")
    yield _step("answered", journey.answered)
    yield _step("read by you", journey.coded)
    yield _step("asked for this", line.weight.answered)
    if line.weight.elsewhere:
        asked = counted(line.weight.elsewhere, "more person", "more people")
        yield _row("", f"and {asked}, unasked")
    yield _step("told it is made", journey.told)
    if line.telling:
        yield _row("", f"{counted(line.telling, 'message')} to them in the inbox")
    yield _step("wrote back", journey.replied)
    if journey.quotes:
        yield BLANK
    for quote in journey.quotes[:MOST_QUOTES]:
        yield said(f"“{quote.words}” ", (clock.day(quote.at), DIM), hang=1)
    if len(journey.quotes) > MOST_QUOTES:
        yield said((f"⏎ shows all {len(journey.quotes):,} quotes", DIM))


def quote_page(quote: Quote) -> Iterator[Paragraph]:
    """Yield a quote with what it asks for."""
    yield said(f"“{quote.words}”")
    yield BLANK
    yield said(("Asks for ", DIM), ", ".join(quote.themes), hang=9)
    if quote.post:
        yield said(("Under ", DIM), f"“{quote.post}”", hang=6)


def challenge_page(page: ChallengePage) -> Iterator[Paragraph]:
    """Yield the steps of a challenge, and who may have taken part."""
    one, steps = page.line.challenge, page.line.funnel
    yield said(("Task ", DIM), one.task, hang=5)
    if one.tag:
        yield said(("Tag ", DIM), f"#{one.tag}")
    waiting = f", {steps.waiting:,} more in the inbox" if steps.waiting else ""
    yield _row("Invited", f"{counted(steps.invited, 'person', 'people')}{waiting}")
    yield _step("answered", steps.answered)
    yield _step("took part", steps.took_part)
    if steps.uninvited:
        yield _row("", f"and {counted(steps.uninvited, 'person', 'people')} uninvited")
    views = steps.views
    if views.entries:
        middle = "" if views.middle is None else f", {views.middle:,.0f} the middle one"
        known = f" ({views.known:,} of {views.entries:,} known)"
        yield _row("Views", f"{views.total:,} in all{middle}{known}")
    if page.likely:
        yield BLANK
        who = counted(len(page.likely), "person", "people")
        yield said((f"{who} wrote #{one.tag} and may have taken part:", "bold"))
        for handle, words in page.likely:
            yield said((f"@{handle} ", DIM), f"“{words}”", hang=2)


def taker_page(taker: Taker, clock: Clock) -> Iterator[Paragraph]:
    """Yield what is known of a person in a challenge."""
    yield _row("Invitation", taker.state.replace("_", " ") or "not invited")
    for entry in taker.entries:
        yield _row("Took part", f"{clock.day(entry.at)} {entry.link}".strip())
        if entry.views is not None and entry.views_at is not None:
            yield _row("", f"{entry.views:,} views by {clock.day(entry.views_at)}")
    if not taker.entries:
        yield said(*ours("{next_stage} notes that they took part", DIM))


def rest_page(board: Board) -> Iterator[Paragraph]:
    """Yield what there is to do while there is no theme yet."""
    if board.uncoded:
        yield said(
            (counted(board.uncoded, "reply waits", "replies wait"), "bold"),
            f" to be read, from {counted(board.answered.k, 'person', 'people')} of the "
            f"{board.answered.n:,} you asked for their opinion.",
        )
        yield said(*ours("{theme} reads them one by one: a letter says what each "))
        yield said(*ours("asks for, and {new} makes a theme of it."))
    else:
        yield said(("Nobody has told you yet what they would like.", "bold"))
        yield said(*ours("Ask for their opinion first: in People ({place.people}) press {draft},"))
        yield said("then f for feedback, or run: dm-assistant draft --for feedback --top 10")
        yield said(*ours("Log what comes back with {log_reply}; then {theme} reads it here."))
    yield BLANK
    yield said(*ours("{panel} shows the challenges."))


def _row(label: str, words: str) -> Paragraph:
    return said((fit(label, LABEL), DIM), words, hang=LABEL)


def _step(label: str, rate: Rate) -> Paragraph:
    """Return one step with its bar, its counts, and as much of the rate as may be shown."""
    share = ""
    if rate.rate is not None:
        share = f" {brief(rate)}"
    return said(
        (fit(label, LABEL), DIM),
        (bar(rate.k, rate.n, BAR), "$text-accent"),
        f" {rate.k:,} of {rate.n:,}",
        (share, DIM),
        hang=LABEL,
    )
