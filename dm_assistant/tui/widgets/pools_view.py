"""The pools of codes: a bar each of what is free, waits, was given and was used, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from dm_assistant.services.codes import PoolCounts
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said

SIGN, NUMBER, BAR, ENDS = 2, 19, 20, 12
MARKS = (("redeemed", "█"), ("given", "▓"), ("reserved", "▒"), ("withheld", "·"), ("free", "░"))
"""Each state with how it is drawn; the words below the list say which is which."""
MOST_CONCERNS = 2
DIM = "$foreground-muted"


class PoolLines(LineView):
    """The pools as lines."""

    DEFAULT_CSS = "PoolLines { height: 1fr; min-height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.pools: tuple[PoolCounts, ...] = ()
        self.clock: Clock | None = None

    def count(self) -> int:
        """Return the number of pools."""
        return len(self.pools)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return mark, name, bar, free of total, and the last day."""
        pool = self.pools[index]
        sign = "›" if index == self.cursor else " "
        name = max(6, width - SIGN - BAR - NUMBER - ENDS - 4 * GAP)
        ends = (
            "" if pool.ends_at is None or self.clock is None else self.clock.last_day(pool.ends_at)
        )
        return [
            (sign + ("!" if pool.warnings else " "), SIGN, "mark", False),
            (pool.pool, name, "strong", False),
            (bar(pool), BAR, "text", False),
            (f"{pool.free:,} of {pool.total:,} free", NUMBER, "text", True),
            (ends, ENDS, "dim", True),
        ]


class PoolsView(Vertical):
    """The pools with the one under the cursor in words; what is wanted leaves as messages."""

    DEFAULT_CSS = """
    PoolsView { height: 1fr; }
    PoolsView Sheet { border-top: solid $foreground 25%; padding: 0 1; height: auto; }
    PoolsView.empty PoolLines { height: 0; min-height: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "new",
        "import",
        "edit",
        "redeemed",
        "export",
        words={"new": "Make codes", "import": "Add a file", "edit": "Terms"},
    )

    class Asked(Message):
        """The person wants to do something with the codes; ``pool`` is the one they stand on."""

        def __init__(self, pool: PoolCounts | None) -> None:
            super().__init__()
            self.pool = pool

    class MakeAsked(Asked):
        """Codes are to be made."""

    class AddAsked(Asked):
        """Codes are to be added from a file."""

    class ChangeAsked(Asked):
        """The end or the gift of a pool is to be said anew."""

    class ExportAsked(Asked):
        """The codes are to be written into a file."""

    class RedeemedAsked(Asked):
        """Codes were used."""

    pools: reactive[tuple[PoolCounts, ...]] = reactive(())
    clock: Clock | None = None

    def compose(self) -> ComposeResult:
        """Make the list and the words below it."""
        yield PoolLines()
        yield Sheet()

    @property
    def current(self) -> PoolCounts | None:
        """Return the pool under the cursor."""
        lines = self.query_one(PoolLines)
        return self.pools[lines.cursor] if lines.cursor < len(self.pools) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a pool."""
        del parameters
        needs = self.is_mounted and action in {"edit", "redeemed", "export"}
        return None if needs and not self.pools else True

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def watch_pools(self) -> None:
        """Show other counts; the cursor stays on its line."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        lines = self.query_one(PoolLines)
        lines.pools, lines.clock = self.pools, self.clock
        lines.cursor = min(lines.cursor, max(0, len(self.pools) - 1))
        lines.rows_changed()
        self.set_class(not self.pools, "empty")
        self.refresh_bindings()
        self._say()

    def on_line_view_moved(self) -> None:
        """Say more of the pool that the cursor came to."""
        self._say()

    def _say(self) -> None:
        pool = self.current
        if pool is None:
            self.query_one(Sheet).paragraphs = EMPTY
        else:
            others = [each for each in self.pools if each is not pool]
            self.query_one(Sheet).paragraphs = (*_words(pool), *concerns(others))

    def action_new(self) -> None:
        """Ask for new codes."""
        self.post_message(self.MakeAsked(self.current))

    def action_import(self) -> None:
        """Ask for a file of codes."""
        self.post_message(self.AddAsked(self.current))

    def action_edit(self) -> None:
        """Ask for another end or gift."""
        self.post_message(self.ChangeAsked(self.current))

    def action_export(self) -> None:
        """Ask for a file to write to."""
        self.post_message(self.ExportAsked(self.current))

    def action_redeemed(self) -> None:
        """Say that codes were used."""
        self.post_message(self.RedeemedAsked(self.current))


EMPTY = (
    said("No codes yet.", hang=0),
    said(("N", "bold $text-accent"), " makes new ones to a pattern such as MIA-****,"),
    said(("i", "bold $text-accent"), " adds those of a file from your shop."),
)


def bar(pool: PoolCounts, cells: int = BAR) -> str:
    """Draw how a pool is spread; every state that has a code has a cell while there is room."""
    held = [(getattr(pool, name), mark) for name, mark in MARKS if getattr(pool, name)]
    rest = cells - len(held)
    drawn, passed, before = "", 0, 0
    for number, mark in held:
        passed += number
        share = round(passed * rest / pool.total)
        drawn += mark * (1 + share - before)
        before = share
    return drawn


def _words(pool: PoolCounts) -> list[Paragraph]:
    counts = [
        f"{mark} {getattr(pool, name):,} {WORDS[name]}"
        for name, mark in reversed(MARKS)
        if name != "withheld" or pool.withheld
    ]
    lines = [said((f"{pool.total:,} codes: ", "bold"), " · ".join(counts))]
    if pool.perk:
        lines.append(said(("They give ", "$foreground-muted"), pool.perk))
    lines += [said(("! ", "bold $text-warning"), each, hang=2) for each in pool.warnings]
    return lines


def concerns(pools: Sequence[PoolCounts]) -> tuple[Paragraph, ...]:
    """Return what to look after in pools, each with its name; where it is much, the first of it."""
    found = [f"{pool.pool}: {each}" for pool in pools for each in pool.warnings]
    lines = [said(("! ", "bold $text-warning"), each, hang=2) for each in found[:MOST_CONCERNS]]
    if len(found) > MOST_CONCERNS:
        lines.append(said((f"  and {len(found) - MOST_CONCERNS:,} more, marked !", DIM)))
    return tuple(lines)


WORDS = {
    "free": "free",
    "withheld": "kept for who saw it",
    "reserved": "in drafts",
    "given": "given",
    "redeemed": "used",
}
