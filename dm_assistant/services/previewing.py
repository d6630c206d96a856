"""Previews: a template's words for a real person, where they come from, and what fell away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dm_assistant.domain import filling
from dm_assistant.domain.filling import Filling
from dm_assistant.domain.model import Draft, DraftState, Platform, Purpose, Source
from dm_assistant.domain.rules.verdict import Finding, Status
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.naming import full_name
from dm_assistant.domain.templates.variables import EVIDENCE, VARIABLES
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import drafting, keywords, standing, targets, texts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comments, contacts, inbounds
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx

OF_THE_PERSON = frozenset(
    {
        "name",
        "handle",
        "quote",
        "quote_post",
        "question",
        "comment_count",
        "post_count",
        "since",
        "their_words",
    }
)
"""Variables filled from what is recorded of people; the others are said with an order."""

STANDS_FOR = {
    name: variable.example
    for name, variable in VARIABLES.items()
    if name not in OF_THE_PERSON and name != "creator"
} | {"code": drafting.CODE_STANDS_FOR, "code_ends": "the code's last day"}
"""What a preview says for what an order would bring: looking takes no code from its pool."""

ABOUT_WORDS = frozenset(
    {
        "unfilled",
        "evidence",
        "sameness",
        "length",
        "links",
        "disclosure",
        "tone",
        "true_purpose",
    }
)
"""The rules about words; the others are about the person and the moment."""

LOOKED_AT = 300
PAGE = 30
MOST = 20
"""So many of the best-ranked people are asked whether a template fits them, a page at a time, until
so many are found: whoever walks along a list of templates waits for it at each."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One template as one person would read it; without a text, ``problem`` says why.

    ``empty`` names what the template asks for and nobody knows of this person: what depends on it
    fell away. ``stand_ins`` names what an order would say and a preview only stands in for.
    """

    template: Template
    contact_id: int
    handle: str
    name: str
    platform: Platform
    text: str = ""
    sources: tuple[Source, ...] = ()
    empty: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""

    @property
    def full_name(self) -> str:
        """Return the template's name as a person types it."""
        return full_name(self.template)


def preview(
    ws: Workspace, name: str, handle: str, extra: Mapping[str, str] | None = None
) -> Preview:
    """Return a template's text for one person; nothing is stored and no code is taken.

    Raises BadInputError for an unknown or broken template, an unknown person, or a fact that the
    template needs and nobody knows.
    """
    with ws.database.read() as tx:
        contact_id = targets.resolve(tx, handle)
        language = contacts.by_ids(tx, [contact_id])[contact_id].contact.language
    made = of_template(ws, texts.named(ws, name, language), contact_id, extra)
    if made.problem:
        raise BadInputError(made.problem)
    return made


def of_template(
    ws: Workspace,
    template: Template,
    contact_id: int,
    extra: Mapping[str, str] | None = None,
) -> Preview:
    """Preview any template, also one that is still being written, for one person."""
    with ws.database.read() as tx:
        ranked = contacts.by_ids(tx, [contact_id]).get(contact_id)
        if ranked is None:
            raise BadInputError("this person is not there any more")
        [(filled, stand_ins)] = _fillings(tx, ws, [ranked], template, extra)
        made = _made(template, ranked, filled, stand_ins)
        if made.problem:
            return made
        found = _findings(tx, ws, made, filled)
    return replace(made, findings=found)


def readers(ws: Workspace, template: Template) -> tuple[int, ...]:
    """Return the best-ranked people of whom all is known that a template needs, at most ``MOST``.

    Those who read its language come first; nobody who is never to be messaged is among them.
    """
    found: list[int] = []
    with ws.database.read() as tx:
        ids = list(islice(targets.ranked_ids(tx, ws, None), LOOKED_AT))
        known = contacts.by_ids(tx, ids)
        people = [known[each] for each in ids]
        people = [each for each in people if not (each.contact.own or each.contact.no_contact)]
        own = ws.accounts[0].language
        people.sort(
            key=lambda each: _base(each.contact.language or own) != _base(template.language)
        )
        for start in range(0, len(people), PAGE):
            page = people[start : start + PAGE]
            filled = _fillings(tx, ws, page, template, None)
            found += [
                each.contact.id
                for each, (values, _) in zip(page, filled, strict=True)
                if not filling.known(values, template.needs)
            ]
            if len(found) >= MOST:
                break
    return tuple(found[:MOST])


def _base(language: str) -> str:
    return language.partition("-")[0]


def _fillings(
    tx: Tx,
    ws: Workspace,
    people: Sequence[Ranked],
    template: Template,
    extra: Mapping[str, str] | None,
) -> list[tuple[Filling, frozenset[str]]]:
    """Fill the variables for people as a draft would; with the names that are only stood in for."""
    unknown = next((name for name in extra or {} if name not in VARIABLES), None)
    if unknown is not None:
        raise BadInputError(f"there is no variable {to_screen(unknown)!r}")
    written = comments.latest(
        tx, [each.contact.id for each in people], ws.now() - drafting.COMMENTS_SINCE
    )
    wanted = texts.renderer().inspect(template)
    their_own = "their_words" in wanted.prints | wanted.tests | template.needs
    found = []
    for each in people:
        number = each.contact.id
        wrote = inbounds.of_contact(tx, number) if their_own else []
        invited = template.purpose is Purpose.INVITE
        word = keywords.to_write(tx, number, ws.now()) if invited else ""
        filled = filling.fill(
            each.contact,
            written.get(number, []),
            ws.now(),
            posts=each.activity.posts,
            extra={**ws.settings.facts, **({"keyword": word} if word else {}), **(extra or {})},
            their_words=wrote[-1].text if wrote else "",
            their_words_at=wrote[-1].at if wrote else None,
        )
        found.append(_stood_in(filled))
    return found


def _stood_in(filled: Filling) -> tuple[Filling, frozenset[str]]:
    """Put examples where an order would say something."""
    empty = frozenset(name for name in STANDS_FOR if not filled.values.get(name))
    values = {**filled.values, **{name: STANDS_FOR[name] for name in empty}}
    return replace(filled, values=values), empty


def _made(
    template: Template, ranked: Ranked, filled: Filling, stand_ins: frozenset[str]
) -> Preview:
    person = ranked.contact
    missing = filling.known(filled, template.needs)
    rendered = texts.renderer().render(template, filled.values)
    problem = "" if rendered.problem is None else str(rendered.problem)
    if missing:
        who = f"@{to_screen(person.handle)}"
        problem = f"{template.path} needs what is not known of {who}: {', '.join(missing)}"
    asked = texts.renderer().inspect(template)
    names = sorted(asked.prints | asked.tests)
    return Preview(
        template=template,
        contact_id=person.id,
        handle=person.handle,
        name=person.name,
        platform=person.platform,
        text="" if problem else rendered.text,
        sources=() if problem else filled.used(template.body, rendered.text),
        empty=tuple(name for name in names if not filled.values.get(name)),
        stand_ins=tuple(name for name in names if name in stand_ins),
        problem=problem,
    )


def _findings(tx: Tx, ws: Workspace, made: Preview, filled: Filling) -> tuple[Finding, ...]:
    """Ask the gate about these words for this person, as if they were a draft."""
    code = filled.values.get("code", "")
    draft = Draft(
        id=0,
        contact_id=made.contact_id,
        account_id=ws.account(made.platform).id,
        purpose=made.template.purpose,
        template=made.template.name,
        version=made.template.version,
        language=made.template.language,
        text=made.text,
        state=DraftState.DRAFTED,
        created_at=ws.now(),
        code=code if code and code in made.text else "",
        sources=made.sources,
    )
    verdict = standing.Bench(tx, ws, [made.contact_id]).verdict(draft)
    # What stands for a fact of theirs would be one in the message.
    asked = ABOUT_WORDS - ({"evidence"} if EVIDENCE & set(made.stand_ins) else set())
    return tuple(
        each for each in verdict.findings if each.rule in asked and each.status is not Status.ALLOW
    )
