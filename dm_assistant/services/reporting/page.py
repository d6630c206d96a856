"""A report as one HTML file that needs nothing else: no script, no picture, no font of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from itertools import count

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from dm_assistant.domain.reporting.charts import Chart
from dm_assistant.domain.reporting.document import Report
from dm_assistant.domain.text import to_screen
from dm_assistant.services.reporting.drawing import svg

_ID = re.compile(r'( id="|url\(#|href="#)')


def text(report: Report) -> str:
    """Return the whole report as HTML; every word of it is escaped and made fit to show."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: to_screen(value) if type(value) is str else value,
    )
    numbers = count(1)

    def draw(chart: Chart) -> Markup:
        return _inline(svg(chart), next(numbers))

    source = resources.files(__package__).joinpath("page.html").read_text("utf-8")
    parts: Iterator[str] = environment.from_string(source).generate(
        report=report,
        title=f"How the messages of {report.account} did",
        made=f"{report.made_at:%d %B %Y, %H:%M}",
        draw=draw,
    )
    return "".join(parts)


def _inline(drawn: str, number: int) -> Markup:
    """Return a picture as a part of the page: its ids are its own, its words are the label's."""
    whole = _ID.sub(rf"\1c{number}-", drawn[drawn.index("<svg") :])
    return Markup(whole.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 - drawn by us
