"""Pages about one template: how it reads to a person, its file and results, missing languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dm_assistant.domain.rules.verdict import Finding
from dm_assistant.domain.statistics.words import counted, interval_bar, reply_sentence
from dm_assistant.domain.templates.gaps import Gap, untranslated
from dm_assistant.services.previewing import Preview
from dm_assistant.services.shelf import TemplateLine
from dm_assistant.services.template_check import Note
from dm_assistant.tui import wording
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, said
from dm_assistant.tui.widgets.sources import source_lines
from dm_assistant.tui.wording import STATUS_WORDS

DIM = "$foreground-muted"
HANG = 2
BAR = 24
CELL = 4
PURPOSE = 11
LEGEND = (
    "A number counts templates. A language in its place means that there is none, and who reads "
    "the one above would get that one; – means that there is none at all. N makes one from a copy."
)
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


def preview_page(made: Preview | None, trouble: str, clock: Clock) -> Iterator[Paragraph]:
    """Yield a template's words for a person, their sources, what fell away and the findings."""
    if made is None or made.problem:
        why = trouble if made is None else made.problem
        if why:
            yield said(("✕ ", "bold $text-error"), why, hang=HANG)
        return
    yield said(made.text)
    yield BLANK
    yield from source_lines(made.sources, clock)
    if made.empty:
        yield said(("- ", "bold"), (f"not known, so left out: {_list(made.empty)}", DIM), hang=HANG)
    if made.stand_ins:
        words = f"only an example here: {_list(made.stand_ins)}"
        yield said(("~ ", "bold"), (words, DIM), hang=HANG)
    yield from map(finding, made.findings)
    if not made.findings:
        yield said(("✓ The rules find nothing in these words", DIM), hang=HANG)
    size = f"{wording.counted(len(made.text), 'character')}, {len(made.text.encode()):,} bytes"
    yield said((f"  {size}", DIM), hang=HANG)


def _list(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def finding(found: Finding) -> Paragraph:
    """Say what a rule has against the words."""
    sign, _, colour = STATUS_WORDS[found.status]
    name = found.rule.replace("_", " ")
    return said((f"{sign} ", f"bold {colour}"), (f"{name}: ", "bold"), found.detail, hang=HANG)


def notes_page(notes: Iterable[Note]) -> Iterator[Paragraph]:
    """Yield what is wrong with a file, by line, errors and warnings told apart by their sign."""
    for note in notes:
        sign, colour = ("✕", "$text-error") if note.error else ("!", "$text-warning")
        where = f"line {note.problem.line}: " if note.problem.line else ""
        words = note.problem.reason
        yield said((f"{sign} ", f"bold {colour}"), (where, "bold"), words, hang=HANG)


def file_page(line: TemplateLine, text: str, clock: Clock) -> Iterator[Paragraph]:
    """Yield a template's own words with its variables, what it is for, and its results."""
    template = line.template
    if template is not None:
        facts = (
            template.title,
            line.lever and f"lever {line.lever}",
            line.gives and f"gives {line.gives}",
            line.value,
        )
        if any(facts):
            yield said((" · ".join(each for each in facts if each), DIM))
        if line.follows:
            yield said(("follows ", DIM), _list(line.follows), hang=HANG)
        if template.needs:
            yield said(("needs ", DIM), _list(sorted(template.needs)), hang=HANG)
        if any(facts) or template.needs or line.follows:
            yield BLANK
    yield from notes_page(line.notes)
    if line.notes:
        yield BLANK
    yield Paragraph(tuple(marked(template.body.strip("\n") if template is not None else text)))
    yield BLANK
    yield from results(line, clock)


def marked(text: str) -> Iterator[Part]:
    """Yield a template's text with what the program fills in made plain."""
    for piece in _TAG.split(text):
        if piece.startswith("{{"):
            yield piece, "bold $text-accent"
        elif piece.startswith("{"):
            yield piece, DIM
        elif piece:
            yield piece, ""


def results(line: TemplateLine, clock: Clock) -> Iterator[Paragraph]:
    """Yield what became of the messages of this version and of those before it."""
    if not line.counted:
        sent = wording.counted(line.used, "message")
        yield said((f"{sent} sent; replies to these are not counted", DIM), hang=HANG)
        return
    version = f"version {line.version[:6]}: " if line.version else ""
    if line.figures is None:
        yield said((f"{version}not sent yet; its results begin with its first message", DIM))
    else:
        yield said((version, "bold"), reply_sentence(line.figures), hang=HANG)
        yield said((interval_bar(line.figures.reply, BAR).rstrip() or " ", "$text-accent"))
        yield said((counted(line.figures.opt_out, "asked to stop"), DIM), hang=HANG)
    for each in line.earlier:
        replied = counted(each.figures.reply)
        when = clock.day(each.last_at)
        words = f"earlier version {each.version[:6]}, last {when}: {replied}"
        yield said((words, DIM), hang=HANG)


def gaps_page(gaps: Sequence[Gap]) -> Iterator[Paragraph]:
    """Yield purposes by languages: how many there are, else what people would get instead."""
    languages = list(dict.fromkeys(each.language for each in gaps))
    rows: dict[str, list[Gap]] = {}
    for each in gaps:
        rows.setdefault(each.folder, []).append(each)
    heads = "".join(fit(each, CELL, right=True) for each in languages)
    yield said((fit("", PURPOSE) + heads, f"underline {DIM}"))
    for folder, row in rows.items():
        yield Paragraph(((fit(folder, PURPOSE), "bold"), *map(_cell, row)))
    yield BLANK
    for name, lacking in untranslated(gaps).items():
        yield said((name, "bold"), (f" is not there in {', '.join(lacking)}", DIM), hang=HANG)
    yield said((LEGEND, DIM))


def _cell(gap: Gap) -> Part:
    if gap.count:
        return fit(str(gap.count), CELL, right=True), ""
    return fit(gap.instead or "–", CELL, right=True), f"bold {DIM}" if not gap.instead else DIM
