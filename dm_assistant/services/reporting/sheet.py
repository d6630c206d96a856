"""A report as one long CSV table: a line for each number, with its counts, range and method."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dm_assistant.domain.reporting.document import Report
from dm_assistant.domain.text import csv_cell

COLUMNS = (
    "section",
    "table",
    "group",
    "figure",
    "k",
    "n",
    "value",
    "low",
    "high",
    "shown",
    "method",
    "reason",
)


def text(report: Report) -> str:
    """Return the whole report as CSV in which no cell is a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow(csv_cell(cell) if isinstance(cell, str) else cell for cell in row)
    return file.getvalue()


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for section in report.sections:
        for grid in section.grids:
            for row in grid.rows:
                for figure in row.figures:
                    yield (
                        section.key,
                        grid.caption,
                        row.group,
                        figure.name,
                        figure.k,
                        figure.n,
                        figure.value,
                        figure.low,
                        figure.high,
                        figure.shown,
                        figure.method,
                        figure.reason,
                    )
