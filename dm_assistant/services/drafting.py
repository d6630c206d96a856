"""Drafting: choose people and variants, fill the words from recorded facts, keep the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from dm_assistant.collecting import uncollected
from dm_assistant.domain import filling, ranking, variants
from dm_assistant.domain.calendar_words import said
from dm_assistant.domain.model import Contact, Draft, Purpose, Source
from dm_assistant.domain.rules.gate import Judged
from dm_assistant.domain.statistics.thresholds import WARM_WITHIN
from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE, Library
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    acts,
    blanks,
    campaign_places,
    cards,
    languages,
    paused_words,
    pitching,
    standing,
    targets,
    texts,
)
from dm_assistant.services.choosing import Choosing
from dm_assistant.services.fillings import Filler, code_day, missing
from dm_assistant.services.importing import Watch
from dm_assistant.services.views import DraftReport, LeftOut
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, comments, contacts, drafts, inbounds, pauses
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import abandon
from dm_assistant.storage.journal import Act

CHUNK = 500
COMMENTS_SINCE = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked to have drafted.

    ``extra`` holds values of variables, ``answers`` those to questions. ``sources`` hold for
    single people, by id, further variables and where their values come from.
    ``variants`` are the templates to choose from, all of the purpose where none is named, and
    ``pool`` where codes come from. A ``follow_up`` is the second message of its campaign.
    """

    purpose: Purpose
    template: str | None = None
    campaign: str = ""
    extra: Mapping[str, str] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[int, Mapping[str, Source]] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    pool: str = ""
    follow_up: bool = False


@uncollected()
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
    the person is left out with the reason. ``extra`` holds values of variables and answers to the
    templates' questions, ``sources`` where such values come from. One act, undone whole.
    """
    if not names and top is None and segment is None:
        raise BadInputError("say for whom: handles, --top N or --segment NAME")
    library = texts.library(ws)
    values, answers = blanks.said(library, purpose, template, extra)
    order = Order(purpose, template, campaign, values, answers, sources or {})
    _require_template(library, order)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "draft")
        order, known = campaign_places.joined(tx, order)
        maker = Maker(ws, act, library, order)
        people = iter(targets.named(tx, names)) if names else targets.ranked_ids(tx, ws, segment)
        maker.choosing.listed = not names
        made = maker.make(people, None if names else top, watch or Watch())
        campaign_places.note(act, known, made)
        act.finish(drafts=made, purpose=purpose.value, campaign=bool(campaign))
        judged = maker.judge()
        written = cards.of_judged(tx, ws, [judged[each] for each in made], maker.drafted)
        if dry_run or not made:
            abandon(tx)
        return DraftReport(written, tuple(maker.left_out), dry_run, maker.choosing.notes)


def _require_template(library: Library, order: Order) -> None:
    if order.template is None:
        return
    name = order.template.removeprefix(f"{order.purpose.value}/")
    known = sorted(
        {
            each.name
            for each in library.templates
            if each.purpose is order.purpose and not each.follows
        }
    )
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
        self.usual = ws.accounts[0].language
        self.filler = Filler(ws, act.tx, order, act.now)
        self.drafted: dict[int, Ranked] = {}
        self.left_out: list[LeftOut] = []
        self._wrote_at: dict[int, datetime] = {}
        self._spoken: dict[str, dict[str, Template]] = {}
        self.pitches = pitching.Pitches(act, order.purpose, order.extra)
        self.pool = order.pool or (
            codes.any_free(act.tx, act.now) if order.purpose is Purpose.OFFER else None
        )
        self.perk = codes.perk(act.tx, self.pool)
        self.paused = pauses.open_ones(act.tx)
        self.choosing = Choosing(act.tx, ws, order.purpose, order.campaign, act.now)

    def make(self, ids: Iterator[int], top: int | None, watch: Watch) -> list[int]:
        """Draft for people in this order, for at most ``top`` who may be considered."""
        made: list[int] = []
        considered = 0
        while page := list(islice(ids, CHUNK)):
            known = contacts.by_ids(self.act.tx, page)
            able = self.choosing.able(page, known)
            self.left_out += self.choosing.take_left_out()
            if top is not None:
                able = able[: top - considered]
            considered += len(able)
            made += self._draft([known[each] for each in able])
            watch.step(len(made), top or 0, "drafts", self.order.purpose.value)
            if top is not None and considered >= top:
                break
        return made

    def _draft(self, people: Sequence[Ranked]) -> list[int]:
        """Fill, render and store drafts for these people."""
        return self.write(self.trials(people))

    def trials(self, people: Sequence[Ranked]) -> list[Trial]:
        """Find what can be said to these people; whoever nothing can be said to is left out."""
        written = comments.latest(
            self.act.tx, [each.contact.id for each in people], self.now - COMMENTS_SINCE
        )
        self._wrote_at = inbounds.last_at(self.act.tx, [each.contact.id for each in people])
        self.filler.look_at([each.contact.id for each in people])
        return [
            trial
            for each in people
            if (trial := self.trial(each, written.get(each.contact.id, []))) is not None
        ]

    def write(self, trials: list[Trial]) -> list[int]:
        """Render and store drafts, trying each one's variants in turn; returns their ids."""
        places = {each.person.contact.id: place for place, each in enumerate(trials)}
        people = {each.person.contact.id: each.person for each in trials}
        done: list[drafts.NewDraft] = []
        while trials:
            trials = self._round(trials, done)
        done.sort(key=lambda new: places[new.contact_id])
        self.drafted |= {new.contact_id: people[new.contact_id] for new in done}
        inbounds.bring_forward(self.act, [new.contact_id for new in done])
        made = drafts.create(self.act, done)
        self.pitches.link(dict(zip((new.contact_id for new in done), made, strict=True)))
        return made

    def judge(self) -> dict[int, tuple[Draft, Judged]]:
        """Place everybody's drafts in their lanes; returns what was found of each, by draft id."""
        found: dict[int, tuple[Draft, Judged]] = {}
        standing.refresh(
            self.act.tx,
            self.ws,
            self.drafted,
            seen=lambda draft, judged: found.update({draft.id: (draft, judged)}),
        )
        return found

    def trial(self, ranked: Ranked, written: Sequence[Any]) -> Trial | None:
        """Fill the variables for a person and find the variants that can be used."""
        person = ranked.contact
        lacking = self.pitches.lacking(person.id)
        if lacking:
            self._leave_out(person, lacking)
            return None
        known = self._choices(person.id, languages.written_to(person, written, self.usual))
        choices = [each for each in known if self._why_paused(each) is None]
        if known and not choices:
            self._leave_out(person, f"paused: {self._why_paused(known[0])}")
            return None
        filled = self.filler.fill(
            ranked,
            written,
            extra=self.pitches.values(person.id),
            pool=self._code_hint(),
            language=choices[0].language if choices else DEFAULT_LANGUAGE,
        )
        usable = filling.from_usable(filled, self.pitches.concrete_first(choices))
        if not usable:
            self._leave_out(person, missing(choices, filled))
            return None
        return Trial(ranked, filled, usable)

    def _why_paused(self, template: Template) -> str | None:
        """Say by what numbers a template is paused for this order; nothing if it is not."""
        order = self.order
        if order.purpose is Purpose.ANSWER:
            return None
        name = template.kept_name
        found = paused_words.why(self.paused, order.purpose, name, order.campaign)
        return None if found is None else found.words

    def _leave_out(self, person: Contact, reason: str) -> None:
        self.left_out.append(LeftOut(person.handle, reason, person.id))

    def _code_hint(self) -> dict[str, str]:
        """Return what the pool says, with a stand-in for the code, which itself comes later."""
        known = {"perk": self.perk} if self.perk else {}
        return known | ({"code": CODE_STANDS_FOR} if self.pool is not None else {})

    def _choices(self, contact_id: int, spoken: str) -> list[Template]:
        """Return the variants for a person in their own stable order, all in one language."""
        found = self._spoken.get(spoken)
        if found is None:
            found = self._spoken[spoken] = {each.name: each for each in self._in(spoken)}
        if self.order.follow_up or len(found) < 2:  # noqa: PLR2004 - one alone has no order
            return list(found.values())
        names = variants.order(list(found), campaign=self.order.campaign, contact_id=contact_id)
        return [found[name] for name in names]

    def _in(self, spoken: str) -> Sequence[Template]:
        """Return the variants of the order in a language, or in the nearest there is."""
        order = self.order
        if order.follow_up:
            return self.library.follow_ups(order.purpose, spoken)
        if order.template is not None:
            name = order.template.removeprefix(f"{order.purpose.value}/")
            one = self.library.find(order.purpose, name, spoken)
            return () if one is None else (one,)
        found = self.library.variants(order.purpose, spoken)
        return [each for each in found if each.name in (order.variants or (each.name,))]

    def _round(self, trials: Sequence[Trial], done: list[drafts.NewDraft]) -> list[Trial]:
        """Render everybody's next variant, a template at a time; returns who needs another."""
        again: list[Trial] = []
        by_template: dict[str, list[Trial]] = {}
        for trial in trials:
            by_template.setdefault(trial.choices[0].path, []).append(trial)
        renderer = texts.renderer()
        for group in by_template.values():
            template = group[0].choices[0]
            prepared = [self.with_code(trial, template) for trial in group]
            values = [each for each, _ in prepared if each is not None]
            rendered = iter(renderer.render_many(template, values))
            for trial, (filled, code_id) in zip(group, prepared, strict=True):
                if filled is None:
                    self._leave_out(trial.person.contact, "the code pool is empty")
                    continue
                result = next(rendered)
                if result.problem is not None and code_id is not None:
                    codes.put_back(self.act, code_id)
                if result.problem is None:
                    done.append(self._new(trial, template, filled, result.text, code_id))
                elif left := filling.from_usable(trial.filled, trial.choices[1:]):
                    again.append(replace(trial, choices=left))
                else:
                    self._leave_out(trial.person.contact, str(result.problem))
        return again

    def with_code(
        self, trial: Trial, template: Template
    ) -> tuple[filling.Filling | None, int | None]:
        """Reserve a code for a person whose variant says one; no filling when none is left."""
        if self.pool is None:
            return trial.filled, None
        if "code" not in template.needs:
            return trial.filled.saying({"code": ""}), None
        taken = codes.reserve(self.act, self.pool, trial.person.contact.id)
        if taken is None:
            return None, None
        code_id, code, ends_at = taken
        ends_on = said(code_day(ends_at, self.ws.timezone), template.language)
        return trial.filled.saying({"code": code, "code_ends": ends_on}), code_id

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
        text, sources = self.filler.worded(person.id, template, filled, text)
        return drafts.NewDraft(
            contact_id=person.id,
            account_id=self.ws.account(person.platform).id,
            platform=person.platform,
            purpose=self.order.purpose,
            template=template.kept_name,
            version=template.version,
            language=template.language,
            text=text,
            sources=sources,
            campaign=self.order.campaign,
            tier=ranking.tier(points, trial.person.activity.first_at, self.now).value,
            warm=wrote is not None and self.now - wrote < WARM_WITHIN,
            kind=self._kind(),
            step=int(self.order.follow_up),
            code_id=code_id,
        )

    def _kind(self) -> str:
        if self.order.follow_up:
            return "follow_up"
        return "conversation" if self.order.purpose is Purpose.ANSWER else "opener"


CODE_STANDS_FOR = "CODE"


@dataclass(frozen=True, slots=True)
class Trial:
    """One person with their filling and the variants still to try, the first of which can be."""

    person: Ranked
    filled: filling.Filling
    choices: Sequence[Template]

    @property
    def variants(self) -> list[Template]:
        """Return the variants that can be used."""
        return [each for each in self.choices if not filling.missing(self.filled, each.needs)]
