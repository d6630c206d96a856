"""The shelf: every template with its use, what became of its messages, and what is to be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics.figures import Group
from dm_assistant.domain.templates import gaps as domain_gaps
from dm_assistant.domain.templates.gaps import Gap
from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE, FOLDERS, shipped_folder
from dm_assistant.domain.templates.model import FOLLOW_UP, Template
from dm_assistant.domain.templates.naming import name_of
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import template_check, template_results, texts
from dm_assistant.services.template_check import Note
from dm_assistant.services.template_results import VersionFigures
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts

NOT_COUNTED = frozenset({Purpose.ANSWER.value, Purpose.INVITE.value, FOLLOW_UP})
"""Messages that open no conversation: their use is counted, and no rate of theirs."""

OVER = "own over shipped"


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template as listed; a file that cannot be used has notes and no version.

    ``figures`` are those of the present version, ``earlier`` those of the versions before it.
    ``origin`` is shipped, own or own over shipped.
    """

    name: str
    purpose: str
    language: str
    version: str
    notes: tuple[Note, ...] = ()
    lever: str = ""
    value: str = ""
    gives: str = ""
    follows: tuple[str, ...] = ()
    used: int = 0
    origin: str = ""
    path: str = ""
    template: Template | None = None
    figures: Group | None = None
    earlier: tuple[VersionFigures, ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """Return everything to be said of the file, as ``file:line: reason``."""
        return tuple(map(str, self.notes))

    @property
    def counted(self) -> bool:
        """Return whether replies to its messages are counted."""
        return self.purpose not in NOT_COUNTED


def listing(ws: Workspace, *, purpose: str = "", language: str = "") -> tuple[TemplateLine, ...]:
    """Return the templates by purpose and name, those that cannot be used with the reasons."""
    library = texts.library(ws)
    with ws.database.read() as tx:
        used = _used(drafts.usage(tx))
    figures = template_results.by_version(ws)
    found = [
        _broken(checked, used, figures)
        if checked.template is None
        else _usable(checked, checked.template, used, figures)
        for checked in template_check.checked(library, ws.policy)
    ]
    return tuple(
        line
        for line in sorted(found, key=_place)
        if purpose in {"", line.purpose} and language in {"", line.language}
    )


def _place(line: TemplateLine) -> tuple[int, str, bool, str]:
    """Sort by folder and name, English before its translations."""
    folder = FOLDERS.index(line.purpose) if line.purpose in FOLDERS else len(FOLDERS)
    return folder, line.name, line.language != DEFAULT_LANGUAGE, line.language


def _used(sent: Mapping[tuple[str, str, str], int]) -> Counter[tuple[str, str]]:
    """Count by full name and language; a follow-up keeps its full name in its messages."""
    found: Counter[tuple[str, str]] = Counter()
    for (purpose, name, language), count in sent.items():
        found[name if "/" in name else f"{purpose}/{name}", language] += count
    return found


def _usable(
    checked: template_check.Checked,
    template: Template,
    used: Counter[tuple[str, str]],
    figures: Mapping[tuple[str, str], Sequence[VersionFigures]],
) -> TemplateLine:
    key = template.full_name, template.language
    known = figures.get(key, ())
    return TemplateLine(
        name=key[0],
        purpose=template.folder,
        language=template.language,
        version=template.version,
        notes=checked.notes,
        lever="" if template.lever is None else template.lever.value,
        value=template.value,
        gives="" if template.gives is None else template.gives.value,
        follows=tuple(each.value for each in Purpose if each in template.follows),
        used=used[key],
        origin=_origin(template.origin, template.path),
        path=template.path,
        template=template,
        figures=next((each.figures for each in known if each.version == template.version), None),
        earlier=tuple(each for each in known if each.version != template.version),
    )


def _broken(
    checked: template_check.Checked,
    used: Counter[tuple[str, str]],
    figures: Mapping[tuple[str, str], Sequence[VersionFigures]],
) -> TemplateLine:
    file = checked.file
    name, language = file.removesuffix(".md"), ""
    try:
        place = name_of(name)
        name, language = f"{place.folder}/{place.variant}", place.spoken
    except ValueError:
        pass
    return TemplateLine(
        name=name,
        purpose=file.partition("/")[0] if "/" in file else "",
        language=language,
        version="",
        notes=checked.notes,
        used=used[name, language],
        origin=_origin("own", file),
        path=file,
        earlier=tuple(figures.get((name, language), ())),
    )


def _origin(origin: str, path: str) -> str:
    return OVER if origin == "own" and (shipped_folder() / path).is_file() else origin


def line(ws: Workspace, typed: str) -> TemplateLine:
    """Return one template as listed; raises BadInputError where there is none of that name."""
    try:
        place = name_of(typed)
    except ValueError as error:
        raise BadInputError(str(error)) from None
    full = f"{place.folder}/{place.variant}"
    named = [each for each in listing(ws, purpose=place.folder) if each.name == full]
    spoken = [each for each in named if each.language == (place.language or each.language)]
    wanted = place.language or ws.accounts[0].language
    spoken.sort(key=lambda each: (each.language != wanted, each.language != place.spoken))
    if spoken:
        return spoken[0]
    known = f"; it is there in {', '.join(each.language for each in named)}" if named else ""
    hint = known or "; templates list shows what there is"
    raise BadInputError(f"there is no template {to_screen(str(place))}{hint}")


def gaps(ws: Workspace) -> tuple[Gap, ...]:
    """Return how many templates each purpose has in each language that counts here."""
    spoken = [account.language for account in ws.accounts]
    return domain_gaps.gaps(texts.library(ws).templates, list(dict.fromkeys(spoken)))
