"""Previews: a template's words for a real person, where they come from, and what fell away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dm_assistant.domain import filling
from dm_assistant.domain.filling import Filling
from dm_assistant.domain.model import Comment, Draft, DraftState, Platform, Purpose, Source
from dm_assistant.domain.rules.gate import WORD_RULES
from dm_assistant.domain.rules.verdict import Finding, Status
from dm_assistant.domain.templates.blanks import questions
from dm_assistant.domain.templates.local_values import DAYS, in_language
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.variables import EVIDENCE, ORDERED, VARIABLES
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import blanks, drafting, languages, standing, targets, texts
from dm_assistant.services.fillings import Filler
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, comments, contacts
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx

STANDS_FOR = {
    # Nobody says their own name with every order: where the settings have none, none is said.
    **{name: VARIABLES[name].example for name in ORDERED - {"creator"}},
    **dict.fromkeys(DAYS, "2026-05-31"),
    "sent_day": "2026-05-12",
    "code": drafting.CODE_STANDS_FOR,
}
"""What a preview says for what an order would bring: looking takes no code from its pool."""

_ASKED_INSTEAD = re.compile(r"(\w+)\s+or\s+(?:'[^']*'|\"[^\"]*\")\s*\|\s*ask\b")
"""A variable in whose place a template asks: ``idea or 'which idea?'|ask``."""

LOOKED_AT = 300
PAGE = 30
MOST = 20
"""So many of the best-ranked people are asked whether a template fits them, a page at a time, until
so many are found: whoever walks along a list of templates waits for it at each."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One template as one person would read it; without a text, ``problem`` says why.

    ``empty`` names what the template asks for and nobody knows of this person: what depends on it
    fell away. ``stand_ins`` names what an order would say and a preview only stands in for; a
    template with questions of its own shows those instead.
    """

    template: Template
    contact_id: int
    handle: str
    name: str
    platform: Platform
    text: str = ""
    code: str = ""
    sources: tuple[Source, ...] = ()
    empty: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the questions that a draft with these words would leave open."""
        return questions(self.text)


def preview(
    ws: Workspace, name: str, handle: str, extra: Mapping[str, str] | None = None
) -> Preview:
    """Return a template's text for one person; nothing is stored and no code is taken.

    ``extra`` holds what an order would say: values of variables, and answers to questions. Raises
    BadInputError for an unknown or broken template, an unknown person, a fact that the template
    needs and nobody knows, and for what cannot be said with an order.
    """
    with ws.database.read() as tx:
        contact_id = targets.resolve(tx, handle)
        person = contacts.by_ids(tx, [contact_id])[contact_id].contact
        language = languages.of_contact(tx, ws, person).code
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
    said = blanks.said(texts.library(ws), template.purpose, template.full_name, extra)
    with ws.database.read() as tx:
        ranked = contacts.by_ids(tx, [contact_id]).get(contact_id)
        if ranked is None:
            raise BadInputError("this person is not there any more")
        order = drafting.Order(template.purpose, extra=said.values, answers=said.answers)
        made = _Previewer(tx, ws, template, order).of(ranked)
        if made.problem:
            return made
        found = _findings(tx, ws, made)
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
        written = _written(tx, ws, people)
        own = ws.accounts[0].language

        def is_foreign(each: Ranked) -> bool:
            said = languages.spoken(each.contact, written.get(each.contact.id, [])).code
            return _base(said or own) != _base(template.language)

        people.sort(key=is_foreign)
        previewer = _Previewer(tx, ws, template, drafting.Order(template.purpose))
        for start in range(0, len(people), PAGE):
            page = people[start : start + PAGE]
            found += [
                each.contact.id
                for each, (filled, _) in zip(page, previewer.fill(page, written), strict=True)
                if not filling.missing(filled, template.needs)
            ]
            if len(found) >= MOST:
                break
    return tuple(found[:MOST])


def _base(language: str) -> str:
    return language.partition("-")[0]


def _written(tx: Tx, ws: Workspace, people: Sequence[Ranked]) -> dict[int, list[Comment]]:
    ids = [each.contact.id for each in people]
    return comments.latest(tx, ids, ws.now() - drafting.COMMENTS_SINCE)


class _Previewer:
    """Fills and writes one template as a draft of an order would, without making one."""

    def __init__(self, tx: Tx, ws: Workspace, template: Template, order: drafting.Order) -> None:
        self.tx = tx
        self.ws = ws
        self.template = template
        self.filler = Filler(ws, tx, order, ws.now())
        asked = texts.renderer().inspect(template)
        self.names = sorted(asked.prints | asked.tests)
        self.pool = self._of_the_pool()
        self.instead = frozenset(_ASKED_INSTEAD.findall(template.body))
        # Where a template asks for itself what was not said, its question is what a draft shows.
        stands = STANDS_FOR.keys() & template.needs if asked.asks else STANDS_FOR.keys()
        examples = in_language(STANDS_FOR, template.language)
        self.examples = {name: examples[name] for name in stands}

    def _of_the_pool(self) -> dict[str, str]:
        """Return what codes give: those that an offer would take one of."""
        if self.template.purpose is not Purpose.OFFER:
            return {}
        perk = codes.perk(self.tx, codes.any_free(self.tx, self.ws.now()))
        return {"perk": perk} if perk else {}

    def fill(
        self, people: Sequence[Ranked], written: Mapping[int, Sequence[Comment]]
    ) -> list[tuple[Filling, frozenset[str]]]:
        """Fill the variables for people; with the names that are only stood in for."""
        self.filler.look_at([each.contact.id for each in people])
        found = []
        for each in people:
            filled = self.filler.fill(
                each,
                written.get(each.contact.id, []),
                extra={},
                pool=self.pool,
                language=self.template.language,
            )
            empty = frozenset(name for name in self.examples if not filled.get(name))
            values = {name: self.examples[name] for name in empty}
            found.append((filled.saying(values), empty))
        return found

    def of(self, ranked: Ranked) -> Preview:
        """Return the words for one person."""
        person, template = ranked.contact, self.template
        [(filled, stand_ins)] = self.fill([ranked], _written(self.tx, self.ws, [ranked]))
        made = Preview(template, person.id, person.handle, person.name, person.platform)
        missing = filling.missing(filled, template.needs)
        if missing:
            who = f"@{to_screen(person.handle)}"
            problem = f"{template.path} needs what is not known of {who}: {', '.join(missing)}"
            return replace(made, problem=problem)
        rendered = texts.renderer().render(template, filled)
        if rendered.problem is not None:
            return replace(made, problem=str(rendered.problem))
        text, sources = self.filler.worded(person.id, template, filled, rendered.text)
        code = filled.get("code")
        return replace(
            made,
            text=text,
            sources=sources,
            code=code if code and code in text else "",
            empty=tuple(
                name for name in self.names if not (filled.get(name) or name in self.instead)
            ),
            stand_ins=tuple(name for name in self.names if name in stand_ins),
        )


def _findings(tx: Tx, ws: Workspace, made: Preview) -> tuple[Finding, ...]:
    """Ask the gate about these words for this person, as if they were a draft."""
    draft = Draft(
        id=0,
        contact_id=made.contact_id,
        account_id=ws.account(made.platform).id,
        purpose=made.template.purpose,
        template=made.template.kept_name,
        version=made.template.version,
        language=made.template.language,
        text=made.text,
        state=DraftState.DRAFTED,
        created_at=ws.now(),
        code=made.code,
        sources=made.sources,
        kind="follow_up" if made.template.follows else "opener",
    )
    verdict = standing.Bench(tx, ws, [made.contact_id]).verdict(draft)
    # What stands for a fact of theirs would be one in the message.
    asked = WORD_RULES - ({"evidence"} if EVIDENCE & set(made.stand_ins) else set())
    return tuple(
        each for each in verdict.findings if each.rule in asked and each.status is not Status.ALLOW
    )
