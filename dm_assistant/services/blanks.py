"""What a creator says for messages: the words of an order, and answers to questions left blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dm_assistant.domain.model import SAID, Draft, Purpose, Source
from dm_assistant.domain.templates.blanks import answer_flaw, clean_answer
from dm_assistant.domain.templates.frontmatter import did_you_mean
from dm_assistant.domain.templates.library import Library
from dm_assistant.domain.templates.local_values import variable_of
from dm_assistant.domain.templates.variables import ORDERED, VARIABLES
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import texts

OF_THE_DRAFT = frozenset({"code", "code_ends"})
"""What a draft keeps for itself, beside its words."""


class Said(NamedTuple):
    """What was said with an order: values of variables, and answers to questions."""

    values: dict[str, str]
    answers: dict[str, str]


def said(
    library: Library, purpose: Purpose, template: str | None, extra: Mapping[str, str] | None
) -> Said:
    """Part the words of an order into values of variables and answers to templates' questions.

    Raises BadInputError for a variable that only a person's own record fills, for a name that no
    template of the purpose asks, and for an answer that will not do.
    """
    found = Said({}, {})
    asked: tuple[str, ...] | None = None
    for name, value in (extra or {}).items():
        if variable_of(name)[0] in ORDERED:
            found.values[name] = value
        elif name in VARIABLES:
            raise BadInputError(f"{name} comes from what is recorded of each person; leave it out")
        else:
            if asked is None:
                asked = _asked(library, purpose, template)
            found.answers[_question(name, asked, f"no {purpose.value} template asks")] = value
    _require_sound(found.answers)
    return found


def _asked(library: Library, purpose: Purpose, template: str | None) -> tuple[str, ...]:
    """Return every question that the templates of an order may ask."""
    wanted = None if template is None else template.rpartition("/")[2]
    return tuple(
        dict.fromkeys(
            question
            for each in library.templates
            if purpose in {each.purpose, *each.follows} and wanted in {None, each.name}
            for question in texts.renderer().inspect(each).asks
        )
    )


def said_for(draft: Draft) -> dict[str, str]:
    """Return what the creator said for a draft, by question or variable."""
    return {each.said: each.phrase for each in draft.sources if not each.recorded}


def of_draft(draft: Draft, asked: Iterable[str], answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers by the questions that a draft asks, or has been answered.

    Raises BadInputError for what it never asked, and for an answer that will not do.
    """
    known = (*asked, *(each for each in said_for(draft) if each not in VARIABLES))
    missing = f"draft {draft.id} does not ask"
    found = {_question(name, known, missing): value for name, value in answers.items()}
    _require_sound(found)
    return found


def _question(name: str, asked: Iterable[str], missing: str) -> str:
    """Return the question a person means: exactly, or but for capitals and its sign."""
    known = list(asked)
    if name in known:
        return name
    alike = [each for each in known if _key(each) == _key(name)]
    if len(alike) == 1:
        return alike[0]
    hint = did_you_mean(name, [*known, *sorted(ORDERED)])
    asks = f"; asked: {', '.join(known)}" if known and not hint else ""
    raise BadInputError(f"{missing} {to_screen(name)!r}{hint or asks}")


def _key(question: str) -> str:
    return " ".join(question.casefold().strip(" ?!.:…").split())


def _require_sound(answers: Mapping[str, str]) -> None:
    for question, value in answers.items():
        reason = answer_flaw(value)
        if reason:
            raise BadInputError(f"{question}: {reason}")


def receipts(
    values: Mapping[str, str], answers: Mapping[str, str], personal: Mapping[str, Source]
) -> tuple[Source, ...]:
    """Return the creator's own words as a draft keeps them: they are no facts about the person."""
    own = {
        name: value
        for name, value in values.items()
        if name not in personal and name not in OF_THE_DRAFT
    }
    return tuple(
        Source(clean_answer(value), SAID, said=name)
        for name, value in (own | dict(answers)).items()
        if clean_answer(value)
    )
