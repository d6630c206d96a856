"""A report as Markdown: sentences, pictures in words, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dm_assistant.domain.reporting.document import Grid, Report
from dm_assistant.domain.text import to_screen

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def text(report: Report) -> str:
    """Return the whole report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_plain(f'How the messages of {report.account} did')}"
    yield ""
    practice = " A practice workspace: nothing of it is real." if report.practice else ""
    yield f"{_plain(report.period)}; made {report.made_at:%d %B %Y, %H:%M}.{practice}"
    for section in report.sections:
        yield f"\n## {_plain(section.title)}\n"
        for sentence in section.sentences:
            yield f"- {_plain(sentence)}"
        for chart in section.charts:
            yield f"\n{_plain(chart.alt)}"
        for grid in section.grids:
            yield from _grid(grid)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"\n**{_plain(grid.caption)}**\n"
    yield _row(grid.heads)
    yield "|" + " --- |" * len(grid.heads)
    for row in grid.rows:
        yield _row((row.group, *(figure.told for figure in row.figures)))
    if grid.note:
        yield f"\n{_plain(grid.note)}"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_plain, cells)) + " |"


def _plain(words: str) -> str:
    """Return words on one line in which nothing is Markdown or HTML."""
    return _MARKS.sub(r"\\\1", to_screen(words))
