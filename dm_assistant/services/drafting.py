"""Drafting: choose people and variants, fill the words from recorded facts, keep the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dm_assistant.domain import filling, ranking, variants
from dm_assistant.domain.keywords import key_of
from dm_assistant.domain.model import (
    Draft,
    DraftState,
    Purpose,
    Source,
)
from dm_assistant.domain.templates.library import Library
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, cards, keywords, standing, targets, texts
from dm_assistant.services.importing import Watch
from dm_assistant.services.views import DraftReport, LeftOut
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, comments, contacts, drafts, inbounds
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import abandon
from dm_assistant.storage.journal import Act

CHUNK = 500
COMMENTS_SINCE = timedelta(days=3650)
WARM = timedelta(days=14)
"""A thread in which the contact wrote this recently is warm; see statistics 1.1."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked to have drafted.

    ``sources`` hold for people, by id, further variables and where their values come from.
    """

    purpose: Purpose
    template: str | None = None
    campaign: str = ""
    extra: Mapping[str, str] | None = None
    sources: Mapping[int, Mapping[str, Source]] | None = None


def make(
    ws: Workspace,
    purpose: Purpose,
    *,
    template: str | None = None,
    top: int | None = None,
    segment: str | None = None,
    names: Sequence[str] = (),
    campaign: str = "",
    extra: Mapping[str, str] | None = None,
    sources: Mapping[int, Mapping[str, Source]] | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> DraftReport:
    """Draft a message for named people, or for the top of the ranking or of a segment.

    No fact, no phrase: a variant is used only where all it needs is known, else another one, else
    the person is left out with the reason. One act, taken back whole by undo.
    """
    if not names and top is None and segment is None:
        raise BadInputError("say for whom: handles, --top N or --segment NAME")
    library = texts.library(ws)
    order = Order(purpose, template, campaign, extra, sources)
    _require_template(library, order)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "draft")
        maker = Maker(ws, act, library, order)
        people = iter(targets.named(tx, names)) if names else targets.ranked_ids(tx, ws, segment)
        made = maker.make(people, None if names else top, watch or Watch())
        act.finish(drafts=made, purpose=purpose.value, campaign=bool(campaign))
        standing.refresh(tx, ws, maker.people)
        if dry_run or not made:
            abandon(tx)
        return DraftReport(cards.of_drafts(tx, ws, made), tuple(maker.left_out), dry_run)


def _require_template(library: Library, order: Order) -> None:
    if order.template is None:
        return
    name = order.template.removeprefix(f"{order.purpose.value}/")
    known = sorted({each.name for each in library.templates if each.purpose is order.purpose})
    if name not in known:
        broken = [
            str(problem)
            for problem in library.problems
            if problem.file.startswith(f"{order.purpose.value}/{name}.")
        ]
        if broken:
            raise BadInputError(broken[0])
        raise BadInputError(
            f"there is no {order.purpose.value} template {to_screen(name)!r}; "
            f"known: {', '.join(known) or 'none'}"
        )


class Maker:
    """Makes the drafts of one order within one act."""

    def __init__(self, ws: Workspace, act: Act, library: Library, order: Order) -> None:
        self.ws = ws
        self.act = act
        self.library = library
        self.order = order
        self.now = act.now
        self.people: list[int] = []
        self.left_out: list[LeftOut] = []
        self._wrote_at: dict[int, datetime] = {}
        self.pool = codes.any_free(act.tx) if order.purpose is Purpose.OFFER else None
        self.in_campaign = (
            drafts.recipients(act.tx, order.campaign) if order.campaign else set[int]()
        )

    def make(self, ids: Iterator[int], top: int | None, watch: Watch) -> list[int]:
        """Draft for people in this order, for at most ``top`` who may be considered."""
        made: list[int] = []
        considered = 0
        while page := list(islice(ids, CHUNK)):
            known = contacts.by_ids(self.act.tx, page)
            able = self._considered(page, known, passing=top is not None)
            if top is not None:
                able = able[: top - considered]
            considered += len(able)
            made += self._draft([known[each] for each in able])
            watch.step(len(made), top or 0, "drafts", self.order.purpose.value)
            if top is not None and considered >= top:
                break
        return made

    def _considered(
        self, page: Sequence[int], known: Mapping[int, Ranked], *, passing: bool
    ) -> list[int]:
        """Return who is to get a draft: not those who are excluded or have one."""
        waiting: dict[int, Draft] = {}
        recent: dict[int, Draft] = {}
        for draft in drafts.of_contacts(self.act.tx, page, (*drafts.ALIVE, *RECENT)):
            if draft.state in drafts.ALIVE and draft.purpose is self.order.purpose:
                waiting[draft.contact_id] = draft
            elif draft.state in RECENT and self._within_gap(draft):
                recent[draft.contact_id] = draft
        able = []
        for contact_id in page:
            person = known[contact_id].contact
            if person.own:
                reason = "this is your own account"
            elif passing and person.no_contact is not None:
                reason = f"never to be messaged ({person.no_contact.value.replace('_', ' ')})"
            elif contact_id in waiting:
                reason = f"draft {waiting[contact_id].id} for this purpose is still waiting"
            elif contact_id in self.in_campaign:
                reason = "already has a message of this campaign"
            elif passing and contact_id in recent:
                reason = f"messaged on {_out_at(recent[contact_id]):%Y-%m-%d}"
            else:
                able.append(contact_id)
                continue
            self.left_out.append(LeftOut(person.handle, reason))
        return able

    def _within_gap(self, draft: Draft) -> bool:
        return self.now - _out_at(draft) < self.ws.policy.gap

    def _draft(self, people: Sequence[Ranked]) -> list[int]:
        """Fill, render and store drafts for these people; trying each one's variants in turn."""
        written = comments.latest(
            self.act.tx, [each.contact.id for each in people], self.now - COMMENTS_SINCE
        )
        self._wrote_at = inbounds.last_at(self.act.tx, [each.contact.id for each in people])
        trials = [
            trial
            for each in people
            if (trial := self.trial(each, written.get(each.contact.id, []))) is not None
        ]
        done: list[drafts.NewDraft] = []
        while trials:
            trials = self._round(trials, done)
        places = {each.contact.id: place for place, each in enumerate(people)}
        done.sort(key=lambda new: places[new.contact_id])
        self.people += [new.contact_id for new in done]
        inbounds.bring_forward(self.act, [new.contact_id for new in done])
        return drafts.create(self.act, done)

    def trial(self, ranked: Ranked, written: Sequence[Any]) -> Trial | None:
        """Fill the variables for a person and find the variants that can be used."""
        person = ranked.contact
        last = None
        if self.order.purpose is Purpose.ANSWER:
            wrote = inbounds.of_contact(self.act.tx, person.id)
            last = wrote[-1] if wrote else None
        own = (self.order.sources or {}).get(person.id, {})
        filled = filling.fill(
            person,
            written,
            self.now,
            posts=ranked.activity.posts,
            extra={
                **self.ws.settings.facts,
                **self._keyword(person.id),
                **(self.order.extra or {}),
                **self._code_hint(),
                **{name: source.phrase for name, source in own.items()},
            },
            their_words="" if last is None else last.text,
            their_words_at=None if last is None else last.at,
        )
        own = {name: replace(each, phrase=filled.values[name]) for name, each in own.items()}
        sources = {name: each for name, each in {**filled.sources, **own}.items() if each.phrase}
        filled = replace(filled, sources=sources)
        choices = self._choices(person.id, person.language)
        usable = [each for each in choices if not filling.known(filled, each.needs)]
        if not usable:
            self.left_out.append(LeftOut(person.handle, _missing(choices, filled)))
            return None
        return Trial(ranked, filled, usable)

    def _keyword(self, contact_id: int) -> dict[str, str]:
        """Return the announced word a public reply names; the word of the settings is the last.

        What the settings say that their word gets is true of no other word.
        """
        if self.order.purpose is not Purpose.INVITE:
            return {}
        word = keywords.to_write(self.act.tx, contact_id, self.now)
        if not word:
            return {}
        own = self.ws.settings.facts.get("keyword", "")
        return {"keyword": word} | ({} if key_of(own) == key_of(word) else {"keyword_gets": ""})

    def _code_hint(self) -> dict[str, str]:
        """Return stand-ins for the code while variants are chosen; the code itself comes later."""
        return {"code": CODE_STANDS_FOR} if self.pool is not None else {}

    def _choices(self, contact_id: int, language: str) -> list[Template]:
        """Return the variants for a person in their own stable order."""
        spoken = language or self.ws.accounts[0].language
        found = {each.name: each for each in self.library.variants(self.order.purpose, spoken)}
        if self.order.template is not None:
            name = self.order.template.removeprefix(f"{self.order.purpose.value}/")
            one = self.library.find(self.order.purpose, name, spoken)
            return [] if one is None else [one]
        names = variants.order(sorted(found), campaign=self.order.campaign, contact_id=contact_id)
        return [found[name] for name in names]

    def _round(self, trials: Sequence[Trial], done: list[drafts.NewDraft]) -> list[Trial]:
        """Render everybody's next variant, a template at a time; returns who needs another."""
        again: list[Trial] = []
        by_template: dict[str, list[Trial]] = {}
        for trial in trials:
            by_template.setdefault(trial.variants[0].path, []).append(trial)
        renderer = texts.renderer()
        for group in by_template.values():
            template = group[0].variants[0]
            prepared = [self.with_code(trial, template) for trial in group]
            values = [each.values for each, _ in prepared if each is not None]
            rendered = iter(renderer.render_many(template, values))
            for trial, (filled, code_id) in zip(group, prepared, strict=True):
                if filled is None:
                    self.left_out.append(
                        LeftOut(trial.person.contact.handle, "the code pool is empty")
                    )
                    continue
                result = next(rendered)
                if result.problem is not None and code_id is not None:
                    codes.put_back(self.act, code_id)
                if result.problem is None:
                    done.append(self._new(trial, template, filled, result.text, code_id))
                elif len(trial.variants) > 1:
                    again.append(replace(trial, variants=trial.variants[1:]))
                else:
                    reason = str(result.problem)
                    self.left_out.append(LeftOut(trial.person.contact.handle, reason))
        return again

    def with_code(
        self, trial: Trial, template: Template
    ) -> tuple[filling.Filling | None, int | None]:
        """Reserve a code for a person whose variant says one; no filling when none is left."""
        if self.pool is None:
            return trial.filled, None
        if "code" not in template.needs:
            values = dict(trial.filled.values) | {"code": ""}
            return replace(trial.filled, values=values), None
        taken = codes.reserve(self.act, self.pool, trial.person.contact.id)
        if taken is None:
            return None, None
        code_id, code, ends_at = taken
        values = dict(trial.filled.values) | {
            "code": code,
            "code_ends": code_day(ends_at, self.ws.timezone),
        }
        return replace(trial.filled, values=values), code_id

    def _new(
        self,
        trial: Trial,
        template: Template,
        filled: filling.Filling,
        text: str,
        code_id: int | None,
    ) -> drafts.NewDraft:
        person = trial.person.contact
        points = trial.person.activity.at(self.now).points
        wrote = self._wrote_at.get(person.id)
        return drafts.NewDraft(
            contact_id=person.id,
            account_id=self.ws.account(person.platform).id,
            platform=person.platform,
            purpose=self.order.purpose,
            template=template.name,
            version=template.version,
            language=template.language,
            text=text,
            sources=filled.used(template.body, text),
            campaign=self.order.campaign,
            tier=ranking.tier(points, trial.person.activity.first_at, self.now).value,
            warm=wrote is not None and self.now - wrote < WARM,
            kind="conversation" if self.order.purpose is Purpose.ANSWER else "opener",
            code_id=code_id,
        )


RECENT = (
    DraftState.HANDED_OVER,
    DraftState.SENT,
    DraftState.IN_REQUESTS,
    DraftState.SEEN,
    DraftState.REPLIED,
)
CODE_STANDS_FOR = "CODE"


def _out_at(draft: Draft) -> datetime:
    return draft.handed_over_at or draft.sent_at or draft.created_at


@dataclass(frozen=True, slots=True)
class Trial:
    """One person with their filling and the variants still to try."""

    person: Ranked
    filled: filling.Filling
    variants: list[Template]


def _missing(choices: Sequence[Template], filled: filling.Filling) -> str:
    """Say what is not known of a person, for the variant that needs least."""
    if not choices:
        return "there is no template for this purpose in a language of theirs"
    fewest = min((filling.known(filled, each.needs) for each in choices), key=len)
    return f"not known: {', '.join(HINTS.get(name, name) for name in fewest)}"


HINTS = {
    "quote": "a comment worth quoting",
    "question": "a question of theirs",
    "comment_count": "three comments or more",
    "since": "a first comment over two months ago",
    "code": "a free code (codes add POOL --from FILE)",
    "perk": "what the code gives (--fill perk=TEXT, or facts.perk in config.toml)",
    "keyword": "your keyword (keywords add WORD --for PURPOSE, or facts.keyword in config.toml)",
    "idea": "the idea (--fill idea=TEXT)",
    "their_words": "a message of theirs",
}


def code_day(ends_at: datetime | None, zone: ZoneInfo) -> str:
    """Return the last day of a code as a message says it; an end at midnight is of the day before.

    ``zone`` is the creator's.
    """
    if ends_at is None:
        return ""
    last = (ends_at - timedelta(seconds=1)).astimezone(zone)
    return f"{last:%A} {last.day} {last:%B}"
