"""The commands ``review`` and ``report``: a week on one page, and everything in one file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, paragraph, say
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.review import Week

LABEL = 14
FORMATS = "html, md, csv, json"


def register(commands: Commands) -> None:
    """Add the two commands; they belong to the numbers."""
    review = commands.add(
        "review",
        "look back on a week: what went out, what came back, what to do",
        show_review,
        example="review\nreview --week 2026-W20",
        more="Rates are of the first messages whose reply time ended in the week.",
    )
    review.add_argument(
        "--week", metavar="WEEK", type=arguments.words, help="such as 2026-W20; else this one"
    )
    report = commands.add(
        "report",
        "write all numbers into one file to show around",
        write_report,
        example="report --to report.html\nreport --to numbers.csv --since 2026-04-01\n"
        "report --pdf report.pdf",
        more="The file is new and nobody is named in it. Pictures need the extra 'report', a PDF\n"
        "needs Chromium, Chrome or Edge on this computer; it is not given the network.",
    )
    report.add_argument(
        "--to", metavar="FILE", type=arguments.words, help="a new .html, .md, .csv or .json file"
    )
    report.add_argument(
        "--format", metavar="FORMAT", type=_format, help=f"{FORMATS}; else by the name of the file"
    )
    report.add_argument("--pdf", metavar="FILE", type=arguments.words, help="a new PDF file")
    report.add_argument(
        "--since", metavar="DATE", type=arguments.moment, help="only messages sent from then on"
    )
    report.add_argument(
        "--until", metavar="DATE", type=arguments.moment, help="only messages sent up to then"
    )


def _format(text: str) -> str:
    return arguments.one_of(text, FORMATS)


def show_review(args: argparse.Namespace) -> Answer:
    """Show a week."""
    from dm_assistant.services.review import week

    with session.opened(args) as workspace:
        found = week(workspace, week=args.week)
    return Answer(found.as_json, lambda: _page(found, args))


def _page(found: Week, args: argparse.Namespace) -> Iterator[str]:
    from dm_assistant.domain.statistics import review_words

    yield review_words.title(found)
    for label, words in review_words.lines(found, named=True):
        first, *more = paragraph(words, " " * LABEL)
        yield from (f"{label:<{LABEL}}{first.strip()}", *more)
    if found.to_do:
        yield ""
        yield "worth doing now:"
    for each in found.to_do:
        first, *rest = paragraph(each.words)
        yield from (f"- {first.removeprefix('  ')}", *rest)
        yield f"  {session.spoken(args, each.command)}"


def write_report(args: argparse.Namespace) -> Answer:
    """Write the report."""
    from pathlib import Path

    from dm_assistant.services.reporting import writing

    if not args.to and not args.pdf:
        raise BadInputError("say report --to FILE (.html, .md, .csv or .json) or report --pdf FILE")
    with session.opened(args) as workspace:
        zone = workspace.timezone
        files = writing.write(
            workspace,
            to=Path(args.to) if args.to else None,
            form=args.format,
            pdf=Path(args.pdf) if args.pdf else None,
            since=args.since and arguments.instant(args.since, zone),
            until=args.until and arguments.end(args.until, zone),
        )
    names = [str(file) for file in files]
    return say({"files": list(names)}, *(f"written: {name}" for name in names))
