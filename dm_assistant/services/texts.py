"""The templates of a workspace: the shipped ones with the creator's own over them, checked."""

from __future__ import annotations

import atexit
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from dm_assistant.domain import filling
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.templates.library import FOLDERS, Library, load, shipped_folder
from dm_assistant.domain.templates.model import FOLLOW_UP, Problem, Template
from dm_assistant.domain.templates.syntax import inspect
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import languages, targets
from dm_assistant.services.renderer import Renderer
from dm_assistant.services.workspace import TEMPLATES, Workspace
from dm_assistant.storage import comments, contacts, drafts, inbounds

STANDS_FOR = {"code": "CODE", "code_ends": "the code's last day"}
"""What a preview says instead of a code: looking at a template takes none from its pool."""

SHIPPED = "shipped"
QUOTED_SINCE = timedelta(days=3650)

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template as listed; a file that cannot be used has findings and no version."""

    name: str
    purpose: str
    language: str
    version: str
    findings: tuple[str, ...] = ()
    lever: str = ""
    used: int = 0
    origin: str = ""
    value: str = ""
    gives: str = ""
    follows: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    """Return this process's renderer; its child starts when it is first needed."""
    one = Renderer()
    atexit.register(one.close)
    return one


_known: dict[Path, tuple[_Stamp, Library]] = {}
_reading = threading.Lock()


def library(ws: Workspace) -> Library:
    """Return the workspace's templates, read again only when a file of theirs has changed."""
    folders = [(SHIPPED, shipped_folder()), ("own", ws.path / TEMPLATES)]
    with _reading:
        stamp = tuple(entry for _, folder in folders for entry in _stamp(folder))
        known = _known.get(ws.path)
        if known is None or known[0] != stamp:
            known = (stamp, load(folders).checked(_check))
            _known[ws.path] = known
        return known[1]


def _check(template: Template) -> tuple[Problem, ...]:
    """Return what is wrong with a template.

    Shipped ones are ours: reading them is enough, and six times as quick as compiling them all.
    """
    if template.origin != SHIPPED:
        return renderer().check(template)
    return tuple(template.problem(flaw) for flaw in inspect(template.body).flaws)


def _stamp(folder: Path) -> list[tuple[str, int, int]]:
    """Return what changes when a file of the folder does, or comes, or goes."""
    found = []
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        status = path.lstat()
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return found


def problems(ws: Workspace) -> tuple[str, ...]:
    """Return what is wrong with templates, as ``file:line: reason``."""
    return tuple(str(problem) for problem in library(ws).problems)


def listing(ws: Workspace) -> tuple[TemplateLine, ...]:
    """Return every template, by purpose and name, those that cannot be used with the reasons."""
    found = library(ws)
    with ws.database.read() as tx:
        used = Counter(drafts.usage(tx))
    usable = [
        TemplateLine(
            name=each.full_name,
            purpose=FOLLOW_UP if each.follows else each.purpose.value,
            language=each.language,
            version=each.version,
            lever="" if each.lever is None else each.lever.value,
            used=_used(used, each),
            origin=each.origin,
            value=each.value,
            gives="" if each.gives is None else each.gives.value,
            follows=tuple(purpose.value for purpose in Purpose if purpose in each.follows),
        )
        for each in found.templates
    ]
    order = {folder: place for place, folder in enumerate(FOLDERS)}
    lines = [*usable, *_broken(found.problems)]
    return tuple(sorted(lines, key=lambda line: (order.get(line.purpose, len(order)), line.name)))


def _used(sent: Counter[tuple[str, str, str]], template: Template) -> int:
    """Count the messages of a template; those of a follow-up are kept under its full name."""
    if template.follows:
        names = ((purpose.value, template.full_name) for purpose in template.follows)
        return sum(sent[*name, template.language] for name in names)
    return sent[template.purpose.value, template.name, template.language]


def _broken(found: tuple[Problem, ...]) -> list[TemplateLine]:
    by_file: dict[str, list[str]] = {}
    for problem in found:
        by_file.setdefault(problem.file, []).append(str(problem))
    return [
        TemplateLine(
            name=file.removesuffix(".md"),
            purpose=file.partition("/")[0] if "/" in file else "",
            language="",
            version="",
            findings=tuple(reasons),
        )
        for file, reasons in by_file.items()
    ]


def preview(ws: Workspace, name: str, handle: str) -> str:
    """Return a template's text for one person; nothing is stored and no code is taken.

    Raises BadInputError for an unknown or broken template, an unknown person, or a fact that the
    template needs and nobody knows.
    """
    with ws.database.read() as tx:
        contact_id = targets.resolve(tx, handle)
        ranked = contacts.by_ids(tx, [contact_id])[contact_id]
        wrote = inbounds.of_contact(tx, contact_id)
        written = comments.latest(tx, [contact_id], ws.now() - QUOTED_SINCE)
    spoken = languages.spoken(ranked.contact, written.get(contact_id, [])).code
    template = _named(ws, name, spoken)
    filled = filling.fill(
        ranked.contact,
        written.get(contact_id, []),
        ws.now(),
        posts=ranked.activity.posts,
        pool=STANDS_FOR,
        settings=ws.settings.facts,
        their_words=wrote[-1].text if wrote else "",
        their_words_at=wrote[-1].at if wrote else None,
        language=template.language,
    )
    missing = filling.known(filled, template.needs)
    if missing:
        raise BadInputError(
            f"{template.path} needs what is not known of @{to_screen(ranked.contact.handle)}: "
            + ", ".join(sorted(missing))
        )
    made = renderer().render(template, filled.values)
    if made.problem is not None:
        raise BadInputError(str(made.problem))
    return made.text


def _named(ws: Workspace, name: str, reads: str) -> Template:
    """Return the template a typed name means, in the person's language where there is one."""
    found = library(ws)
    full_name, _, language = name.removesuffix(".md").partition(".")
    spoken = language or reads or ws.accounts[0].language
    if template := found.named(full_name, spoken):
        return template
    for problem in found.problems:
        if problem.file == f"{name.removesuffix('.md')}.md":
            raise BadInputError(str(problem))
    known = dict.fromkeys(each.full_name for each in found.templates)
    raise BadInputError(f"there is no template {to_screen(name)!r}; known: {', '.join(known)}")
