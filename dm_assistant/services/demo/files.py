"""The files the sample is made from: they go in through the same importers as anybody's."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dm_assistant.domain.model import ConsentKind, Purpose
from dm_assistant.services.demo import names
from dm_assistant.services.demo.comments import Said
from dm_assistant.services.demo.people import Fan
from dm_assistant.services.demo.words import POSTS, WHERE

COMMENTS = (
    *("cid", "uniqueId", "nickname", "uid", "text", "videoWebUrl", "videoTitle"),
    *("createTimeISO", "diggCount", "repliesToId"),
)
CONTACTS = ("handle", "platform", "name", "language", "timezone", "country", "follow_state", "tags")
CONSENTS = ("handle", "platform", "purposes", "kind", "when", "words", "where")
ORDERS = ("Name", "Paid at", "Financial Status", "Discount Code")

SETTINGS = """\
# Facts about you that templates may use.
[facts]
creator = "Fog & Paint"
perk = "15 % off any print"
keyword = "MIST"
keyword_gets = "my mist colour list"
"""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One row of a consents file."""

    handle: str
    purposes: tuple[Purpose, ...]
    when: datetime
    words: str
    where: str = WHERE
    kind: ConsentKind = ConsentKind.EXPLICIT


def comments(path: Path, said: Iterable[Said]) -> Path:
    """Write comments as a scraper exports them."""
    return _write(path, COMMENTS, map(_comment, said))


def _comment(said: Said) -> tuple[object, ...]:
    who = (names.CREATOR, "Fog & Paint", "demo-1")
    if said.fan is not None:
        who = (said.fan.handle, said.fan.name, said.fan.user_id)
    link = f"https://www.tiktok.com/@{names.CREATOR}/video/{1_000_000_000_000_001 + said.post}"
    title = POSTS[said.post].title
    return said.id, *who, said.text, link, title, _iso(said.at), said.likes, said.parent


def contacts(path: Path, fans: Iterable[Fan]) -> Path:
    """Write what the creator knows of people beyond their comments."""
    return _write(path, CONTACTS, map(_contact, fans))


def _contact(fan: Fan) -> tuple[str, ...]:
    follow = "mutual" if fan.mutual else "follows_me" if fan.kind == "superfan" else ""
    tags = fan.tags or ("painter" if fan.kind == "superfan" else "")
    return fan.handle, "tiktok", "", fan.language, fan.timezone, fan.country, follow, tags


def consents(path: Path, agreed: Iterable[Agreed]) -> Path:
    """Write who agreed to what, with their words."""
    return _write(
        path,
        CONSENTS,
        (
            (
                each.handle,
                "tiktok",
                ";".join(each.purposes),
                each.kind.value,
                _iso(each.when),
                each.words,
                each.where,
            )
            for each in agreed
        ),
    )


def codes(path: Path, number: int) -> Path:
    """Write a pool of codes, one a line."""
    path.write_text("".join(f"MIST-{1000 + 37 * each}\n" for each in range(number)), "utf-8")
    return path


def orders(path: Path, used: Sequence[tuple[str, datetime]], *, first: int = 2001) -> Path:
    """Write a shop's orders: the codes that were used, one order without, one cancelled."""
    rows = [(f"#{first + place}", _iso(at), "paid", code) for place, (code, at) in enumerate(used)]
    last = used[-1][1]
    rows += [
        (f"#{first + 89}", _iso(last), "paid", ""),
        (f"#{first + 90}", _iso(last), "voided", "MIST-0000"),
    ]
    return _write(path, ORDERS, rows)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
