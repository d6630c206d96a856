"""Checking templates: what cannot be read, and what the rules say of the messages they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dm_assistant.domain.model import Account, Platform
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.verdict import Finding, Status
from dm_assistant.domain.templates.blanks import questions
from dm_assistant.domain.templates.frontmatter import FENCE
from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE, FOLDERS, Library, load
from dm_assistant.domain.templates.model import Problem, Template
from dm_assistant.domain.templates.samples import Known, samples
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import proofs, texts

_REMEMBERED = 2_000

_LONG = Known.LONGEST
_AGAINST = frozenset({Status.FIX, Status.BLOCK})


@dataclass(frozen=True, slots=True)
class Note:
    """One thing about a template: an error keeps its messages from being approved."""

    problem: Problem
    rule: str = ""
    error: bool = True

    def __str__(self) -> str:
        if self.error:
            return str(self.problem)
        where, _, _ = str(self.problem).partition(f": {self.problem.reason}")
        return f"{where}: warning: {self.problem.reason}"


@dataclass(frozen=True, slots=True)
class _Rules:
    """A policy without a workspace, and an account without a name."""

    policy: Policy
    accounts: tuple[Account, ...] = (Account(0, Platform.TIKTOK, "", "UTC", DEFAULT_LANGUAGE),)


@lru_cache(maxsize=_REMEMBERED)
def notes(template: Template, policy: Policy) -> tuple[Note, ...]:
    """Return what the rules say of a template's samples; a template is looked at once."""
    found: dict[tuple[str, str], Note] = {}
    for note in _found(template, policy):
        found.setdefault((note.rule, note.problem.reason), note)
    return tuple(sorted(found.values(), key=lambda note: (note.problem.line, not note.error)))


def _found(template: Template, policy: Policy) -> Iterator[Note]:
    yield from _late_front_matter(template)
    rules = _Rules(policy)
    wanted = samples(template)
    made = texts.renderer().render_many(template, [sample.values for sample in wanted])
    seen = set()
    for sample, done in zip(wanted, made, strict=True):
        whole = sample.known is Known.EVERYTHING
        if done.problem is not None:
            yield _without(done.problem, error=whole)
            continue
        values, sources = sample.values, sample.sources
        for each in proofs.proof(rules, template, values, sources, template.purpose):
            # A template may leave questions, to be answered before approval.
            if each.rule == "unfilled" and questions(done.text):
                continue
            if whole:
                seen.add(each.rule)
                yield _note(template, each, error=each.status in _AGAINST)
            elif each.rule not in seen and (sample.known is _LONG) is (each.rule == "length"):
                yield _note(template, each, error=False, known=sample.known)


def _late_front_matter(template: Template) -> Iterator[Note]:
    """Find a front matter that is not where it is looked for, and so would be sent."""
    for at, line in enumerate(template.body.split("\n")):
        if line.strip() == FENCE:
            reason = "a line of --- in the message; a front matter begins on the file's first line"
            yield Note(Problem(template.path, template.first_line + at, reason), error=False)
            return


def _without(problem: Problem, *, error: bool) -> Note:
    """Say what becomes of people of whom a printed fact is not known."""
    hint = "" if error else "; who lacks it is left out: name it in needs, or ask with an if"
    return Note(Problem(problem.file, problem.line, problem.reason + hint), "unfilled", error)


def _note(template: Template, found: Finding, *, error: bool, known: Known | None = None) -> Note:
    reason = found.detail if known is None else f"with {known.value}: {found.detail}"
    return Note(Problem(template.path, _line(template, found), reason), found.rule, error)


def _line(template: Template, found: Finding) -> int:
    """Return the line of the file that holds the words a finding is about, else the first one."""
    lines = template.body.split("\n")
    for words in (place.text.split("\n")[0] for place in found.places):
        for at, line in enumerate(lines):
            if words.casefold() in line.casefold():
                return template.first_line + at
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return template.first_line + first


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was checked: its template, or none where it cannot be read."""

    file: str
    template: Template | None
    notes: tuple[Note, ...] = ()

    @property
    def usable(self) -> bool:
        """Return whether nothing but warnings speaks against it."""
        return self.template is not None and not any(note.error for note in self.notes)


def checked(library: Library, policy: Policy) -> tuple[Checked, ...]:
    """Return every file of a library with what is to be said of it."""
    broken: dict[str, list[Note]] = {}
    for problem in library.problems:
        broken.setdefault(problem.file, []).append(Note(problem))
    usable = [Checked(each.path, each, notes(each, policy)) for each in library.templates]
    return (*usable, *(Checked(file, None, tuple(said)) for file, said in broken.items()))


def named(found: Sequence[Checked], names: Sequence[str]) -> tuple[Checked, ...]:
    """Return those of the checked files that names mean, in all their languages or in one.

    Raises BadInputError for a name that nothing is called.
    """
    wanted: dict[str, Checked] = {}
    for name in names:
        stem = name.removesuffix(".md")
        fit = [each for each in found if _called(each.file.removesuffix(".md"), stem)]
        if not fit:
            raise BadInputError(
                f"there is no template {to_screen(name)!r}; templates list shows what there is"
            )
        wanted |= {each.file: each for each in fit}
    return tuple(wanted.values())


def _called(file: str, name: str) -> bool:
    return file == name or file.partition(".")[0] == name


def outside(path: Path) -> tuple[Checked, ...]:
    """Check a template, or a folder of them, wherever it lies, by the rules as shipped.

    Raises BadInputError where there is none.
    """
    shown = to_screen(str(path))
    try:
        found = _outside(path)
    except FileNotFoundError:
        raise BadInputError(f"{shown}: there is no such file or folder") from None
    except OSError as error:
        raise BadInputError(f"{shown}: {error.strerror}") from None
    if not any("/" in each.file for each in found):
        raise BadInputError(
            f"{shown} holds no templates: they lie in folders such as thanks/warm.md"
        )
    return found


def _outside(path: Path) -> tuple[Checked, ...]:
    here = path.resolve(strict=True)
    root, only = here, ""
    if not here.is_dir():
        root, only = here.parent.parent, f"{here.parent.name}/{here.name}"
    elif here.name in FOLDERS:
        root, only = here.parent, f"{here.name}/"
    library = load([("own", root)]).checked(texts.renderer().check)
    found = checked(library, Policy())
    return tuple(each for each in found if each.file.startswith(to_screen(only)))
