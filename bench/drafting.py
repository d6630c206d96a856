"""``draft``: messages drafted for the top of the ranking, against only rendering and storing them.

Ours chooses people and variants, gathers facts and consents, fills, renders in the confined
process, looks for findings, asks the gate, stores, journals and can be undone. The reference is
handed each person's values and Jinja2's plain templates, and stores the texts. What the program
remembers of words is forgotten before every run: people are drafted for once, not again and again.
"""

from __future__ import annotations

import functools
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import jinja2

from bench import workspaces
from bench.results import Result, interleaved, seconds
from bench.stage import Stage
from dm_assistant.domain.model import Purpose
from dm_assistant.services import acts, drafting, texts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comments, contacts

Memo = type(functools.lru_cache(len))


@dataclass(frozen=True, slots=True)
class Ready:
    """One message that only has to be rendered: the template's body and its values."""

    body: str
    values: Mapping[str, str]


def run(stage: Stage) -> Iterator[Result]:
    """Measure drafting; every run starts from the same workspace."""
    origin = workspaces.filled(stage.fresh("to-draft"), stage.drafts, drafts=False)
    with workspaces.opened(origin) as ws:
        ready = _ready(ws, stage.drafts)
    ours, reference = interleaved(
        lambda: _draft(origin, stage), lambda: _render(stage.fresh("texts.db"), ready), stage.runs
    )
    note = "against Template.render of the same texts and executemany"
    yield Result("draft", ours, reference, stage.drafts, stage.runs, note=note)


def _draft(origin: Path, stage: Stage) -> float:
    home = stage.fresh("drafting")
    shutil.copytree(origin, home)
    _forget()
    with workspaces.opened(home) as ws:
        return seconds(lambda: _made(ws, stage.drafts))


def _forget() -> None:
    """Empty every memo of words; what is made of the program's own lists stays."""
    for name, module in list(sys.modules.items()):
        for each in vars(module).values() if name.startswith("dm_assistant.domain.") else ():
            if isinstance(each, Memo) and each.cache_info().maxsize is not None:
                each.cache_clear()


def _made(ws: Workspace, wanted: int) -> None:
    report = drafting.make(ws, Purpose.THANKS, top=wanted)
    if len(report.drafts) < wanted * 0.8:
        raise RuntimeError(f"only {len(report.drafts):,} of {wanted:,} messages were drafted")


def _ready(ws: Workspace, people: int) -> list[Ready]:
    """Return what the program fills in for each person, with the variant it tries first."""
    found: list[Ready] = []
    with ws.database.read() as tx:
        act = acts.begin(tx, ws, "draft")
        maker = drafting.Maker(ws, act, texts.library(ws), drafting.Order(Purpose.THANKS))
        known = contacts.by_ids(tx, range(1, people + 1))
        written = comments.latest(tx, list(known), ws.now() - drafting.COMMENTS_SINCE)
        for contact_id, person in known.items():
            trial = maker.trial(person, written.get(contact_id, []))
            if trial is not None:
                found.append(Ready(trial.variants[0].body, dict(trial.filled.values)))
    return found


def _render(made: Path, ready: list[Ready]) -> float:
    def work() -> None:
        environment = jinja2.Environment(autoescape=False)  # noqa: S701 - messages are plain text
        bodies = {each.body for each in ready}
        templates = {body: environment.from_string(body) for body in bodies}
        rows = [
            (number, templates[each.body].render(each.values))
            for number, each in enumerate(ready, start=1)
        ]
        with closing(sqlite3.connect(made)) as db:
            db.execute("CREATE TABLE drafts (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
            db.executemany("INSERT INTO drafts VALUES (?, ?)", rows)
            db.commit()

    return seconds(work)
