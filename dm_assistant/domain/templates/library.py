"""The template library: files read from folders, the creator's own lying over the shipped ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dm_assistant.domain.languages import ENGLISH
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.templates.frontmatter import LANGUAGE, FrontMatter, read_front_matter
from dm_assistant.domain.templates.model import (
    FOLLOW_UP,
    MAX_CHARACTERS,
    Flaw,
    Problem,
    Template,
)
from dm_assistant.domain.text import to_screen

DEFAULT_LANGUAGE = ENGLISH
MAX_FILES = 2_000

_VARIANT = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_Key = tuple[str, str, str]
FOLDERS = (*(purpose.value for purpose in Purpose), FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Library:
    """Every usable template, and what is wrong with the files that are not."""

    templates: tuple[Template, ...] = ()
    problems: tuple[Problem, ...] = ()

    def find(self, purpose: Purpose, name: str, language: str) -> Template | None:
        """Return a variant in the language, else without its region, else in English."""
        return self.named(f"{purpose.value}/{name}", language)

    def named(self, full_name: str, language: str) -> Template | None:
        """Return what a full name means, follow-ups too, in the nearest language there is."""
        named = {t.language: t for t in self.templates if t.full_name == full_name}
        return next((named[code] for code in _codes(language) if code in named), None)

    def variants(self, purpose: Purpose, language: str) -> tuple[Template, ...]:
        """Return a purpose's openers by name, all in the nearest language that has any."""
        openers = [t for t in self.templates if t.purpose is purpose and not t.follows]
        return _nearest(openers, language)

    def follow_ups(self, purpose: Purpose, language: str) -> tuple[Template, ...]:
        """Return what may follow an opener of a purpose, in the nearest language that has any."""
        following = [t for t in self.templates if purpose in t.follows]
        return tuple(replace(t, purpose=purpose) for t in _nearest(following, language))

    def checked(self, check: Callable[[Template], Sequence[Problem]]) -> Library:
        """Return the library without the templates that fail ``check``, which become problems."""
        findings = [(template, tuple(check(template))) for template in self.templates]
        broken = [problem for _, problems in findings for problem in problems]
        return Library(
            tuple(template for template, problems in findings if not problems),
            (*self.problems, *broken),
        )


def load(folders: Sequence[tuple[str, Path]]) -> Library:
    """Read (origin, folder) pairs; a file in a later folder replaces its namesake before it.

    A namesake that cannot be used hides the earlier one too: somebody replaced those words and
    would not expect them to be sent. A folder that is not there holds no templates.
    """
    templates: dict[_Key, Template | None] = {}
    problems: list[Problem] = []
    for origin, folder in folders:
        for path in _files(folder, problems):
            _add(path, folder, origin, templates, problems)
    usable = [template for template in templates.values() if template]
    usable.sort(key=_place)
    return Library(tuple(usable), tuple(problems))


def shipped_folder() -> Path:
    """Return the folder of the shipped templates, in an installed package or in a checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "shipped" / "messages"
    return installed if installed.is_dir() else package.parent / "templates" / "messages"


def _place(template: Template) -> tuple[int, str, bool, str]:
    """Sort by folder and name, English before its translations."""
    translated = template.language != DEFAULT_LANGUAGE
    return FOLDERS.index(template.folder), template.full_name, translated, template.language


def _nearest(found: Sequence[Template], language: str) -> tuple[Template, ...]:
    for code in _codes(language):
        spoken = [template for template in found if template.language == code]
        if spoken:
            return tuple(sorted(spoken, key=lambda template: template.name))
    return ()


def _codes(language: str) -> list[str]:
    code = language.lower().replace("_", "-")
    return list(dict.fromkeys((code, code.split("-", maxsplit=1)[0], DEFAULT_LANGUAGE)))


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    if not folder.is_dir():
        return []
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and entry.name not in FOLDERS:
            known = ", ".join(FOLDERS)
            problems.append(_whole(entry, folder, f"not a purpose; there are {known}"))
        elif entry.is_dir():
            found += [file for file in sorted(entry.iterdir()) if not file.name.startswith(".")]
    too_many = f"not read: there are more than {MAX_FILES:,} files"
    problems += [_whole(extra, folder, too_many) for extra in found[MAX_FILES:]]
    return found[:MAX_FILES]


def _add(
    path: Path,
    folder: Path,
    origin: str,
    templates: dict[_Key, Template | None],
    problems: list[Problem],
) -> None:
    shown = _shown(path, folder)
    name, language, reason = _name_and_language(path)
    if reason:
        problems.append(_whole(path, folder, reason))
        return
    kind = path.parent.name
    text, flaw = _read(path, folder)
    front = read_front_matter(text) if not flaw else FrontMatter("", flaws=[flaw])
    flaws = [*front.flaws, *_disagreements(front, kind, language)]
    language = language or front.language or DEFAULT_LANGUAGE
    templates[kind, name, language] = None
    if flaws:
        problems += [Problem(shown, found.line, found.reason) for found in flaws]
        return
    templates[kind, name, language] = Template(
        purpose=next(each for each in Purpose if each in front.follows or each == kind),
        name=name,
        language=language,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        path=shown,
        body=front.body,
        first_line=front.first_line,
        title=to_screen(front.title),
        lever=front.lever,
        value=to_screen(front.value),
        needs=front.needs,
        notes=to_screen(front.notes),
        origin=origin,
        gives=front.gives,
        follows=front.follows,
    )


def _name_and_language(path: Path) -> tuple[str, str, str]:
    """Return the variant, its language or nothing, and why the file name will not do."""
    parts = path.name.split(".")
    if len(parts) not in {2, 3} or parts[-1] != "md" or not _VARIANT.fullmatch(parts[0]):
        return "", "", "a template is named like warm.md or warm.pt-br.md, in small letters"
    language = parts[1].lower() if len(parts) == 3 else ""  # noqa: PLR2004 - name.language.md
    if language and not LANGUAGE.fullmatch(language):
        return "", "", f"{to_screen(language)} is not a language code such as en or pt-br"
    return parts[0], language, ""


def _read(path: Path, folder: Path) -> tuple[str, Flaw | None]:
    """Return a file's text without byte order mark and with plain line ends, or its flaw."""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return "", Flaw(0, "a link that leads out of the template folder")
        if not path.is_file():
            return "", Flaw(0, "not a file")
        with path.open("rb") as file:
            data = file.read(MAX_CHARACTERS + 1)
    except OSError as error:
        return "", Flaw(0, f"cannot be read: {error.strerror}")
    if len(data) > MAX_CHARACTERS:
        return "", Flaw(0, f"longer than {MAX_CHARACTERS:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", Flaw(data.count(b"\n", 0, error.start) + 1, "not UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _disagreements(front: FrontMatter, kind: str, language: str) -> list[Flaw]:
    found = []
    if front.purpose is not None and front.purpose != kind:
        found.append(Flaw(1, f"says purpose {front.purpose} but lies in the folder {kind}"))
    if kind != FOLLOW_UP and front.follows:
        found.append(Flaw(1, f"says follows, which is for the folder {FOLLOW_UP}"))
    if kind == FOLLOW_UP and not front.flaws and not front.follows:
        found.append(Flaw(1, "says of no purpose that it follows it: `follows: thanks, feedback`"))
    if language and front.language not in {"", language}:
        found.append(Flaw(1, f"says language {front.language} but its name says {language}"))
    if not front.flaws and not front.body.strip():
        found.append(Flaw(front.first_line, "the template is empty"))
    return found


def _shown(path: Path, folder: Path) -> str:
    return to_screen(path.relative_to(folder).as_posix())


def _whole(path: Path, folder: Path, reason: str) -> Problem:
    return Problem(_shown(path, folder), 0, reason)
