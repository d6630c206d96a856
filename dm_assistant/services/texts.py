"""The templates of a workspace: the shipped ones with the creator's own over them, checked."""

from __future__ import annotations

import atexit
import threading
from functools import lru_cache
from pathlib import Path

from dm_assistant.domain.templates.library import Library, load, shipped_folder
from dm_assistant.domain.templates.model import Flaw, Problem, Template
from dm_assistant.domain.templates.syntax import inspect
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services.renderer import Renderer
from dm_assistant.services.workspace import TEMPLATES, Workspace

SHIPPED = "shipped"

Stamp = tuple[tuple[str, int, int], ...]
"""What differs as soon as a file of a template does."""


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    """Return this process's renderer; its child starts when it is first needed."""
    one = Renderer()
    atexit.register(one.close)
    return one


_known: dict[Path, tuple[Stamp, Library]] = {}
_reading = threading.Lock()


def library(ws: Workspace) -> Library:
    """Return the workspace's templates, read again only when a file of theirs has changed."""
    with _reading:
        now = stamp(ws)
        known = _known.get(ws.path)
        if known is None or known[0] != now:
            known = (now, load(_folders(ws)).checked(_check))
            _known[ws.path] = known
        return known[1]


def stamp(ws: Workspace) -> Stamp:
    """Return how the files of the workspace's templates look now."""
    return tuple(entry for _, folder in _folders(ws) for entry in _stamp(folder))


def _folders(ws: Workspace) -> list[tuple[str, Path]]:
    return [(SHIPPED, shipped_folder()), ("own", ws.path / TEMPLATES)]


def _check(template: Template) -> tuple[Problem, ...]:
    """Return what is wrong with a template.

    Shipped ones are ours: reading them is enough, and six times as quick as compiling them all.
    """
    if template.origin != SHIPPED:
        return renderer().check(template)
    return tuple(template.problem(flaw) for flaw in _flaws(template.body))


@lru_cache(maxsize=1024)
def _flaws(body: str) -> tuple[Flaw, ...]:
    """Return what is wrong with a shipped body: read once, however often an own one changes."""
    return inspect(body).flaws


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


def named(ws: Workspace, name: str, language: str = "") -> Template:
    """Return the template a typed name means, in the nearest language to the one asked for.

    Without a language in its name it is also one that is there in another language alone.
    Raises BadInputError for a name nobody has, and for a template that cannot be used.
    """
    found = library(ws)
    full_name, _, own = name.removesuffix(".md").partition(".")
    if template := found.named(full_name, own or language or ws.accounts[0].language):
        return template
    for problem in found.problems:
        if problem.file == f"{name.removesuffix('.md')}.md":
            raise BadInputError(str(problem))
    others = [each for each in found.templates if each.full_name == full_name]
    if others and not own:
        return others[0]
    known = dict.fromkeys(each.full_name for each in found.templates)
    raise BadInputError(f"there is no template {to_screen(name)!r}; known: {', '.join(known)}")
