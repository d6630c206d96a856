"""Seeded comments that look like a creator's: the same number and seed give the same bytes."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

SEED = 20_260_314
NOW = datetime(2026, 3, 14, 13, 30, tzinfo=UTC)
"""The moment the comments end at and the workspaces of the benchmarks live in."""

PEOPLE = 120_000
POSTS = 600
COMMENTS = 1_000_000
DUPLICATES = 0.1
"""The share of rows that repeat an earlier one, as overlapping pages of a scraper do."""

HEADER = (
    "cid",
    "uniqueId",
    "nickname",
    "uid",
    "text",
    "videoWebUrl",
    "createTimeISO",
    "diggCount",
    "repliesToId",
)


_PROFILE = "https://www.tiktok.com/@fog.and.paint"


class Tongue(NamedTuple):
    """How one language's comments are put together."""

    openings: tuple[str, ...]
    subjects: tuple[str, ...]
    tails: tuple[str, ...]


_TONGUES = {
    "english": Tongue(
        ("I never thought of", "this made me try", "my daughter loves", "please do a part two on"),
        ("the colour of the sky", "sanding it twice", "that little fox", "your grandmother's lamp"),
        ("and I keep coming back", "thank you so much", "what paper is that?", "@somebody look"),
    ),
    "spanish": Tongue(
        ("cómo hiciste", "me encanta", "nunca pensé en", "mañana intento"),
        ("el fondo azul", "la segunda capa", "ese zorrito", "la lámpara"),
        ("¡qué belleza!", "gracias por todo", "saludos desde Perú", "¿qué papel es?"),
    ),
    "french": Tongue(
        ("j'adore", "comment tu fais", "on dirait", "je regarde encore"),
        ("la lumière du matin", "ce petit renard", "le deuxième ciel", "la vieille lampe"),
        ("c'est trop beau", "merci beaucoup", "quel papier ?", "à bientôt"),
    ),
    "japanese": Tongue(
        ("わたしも大好きです", "すごく綺麗", "はじめて見ました"),
        ("この色", "最後の一筆", "キツネの絵"),
        ("ありがとう", "紙は何ですか？", "また見ます"),
    ),
    "chinese": Tongue(
        ("这个太好看了", "我每天都看", "请再画一次"),
        ("最后那一笔", "天空的颜色", "小狐狸"),
        ("谢谢你", "用的什么纸？", "期待下一个"),
    ),
    "arabic": Tongue(
        ("أحب هذا", "ما أجمل", "ابنتي تحب"),
        ("هذه الألوان", "السماء", "الثعلب الصغير"),
        ("شكرا جزيلا", "ما نوع الورق؟", "من مصر"),
    ),
    "hebrew": Tongue(
        ("אני אוהבת את", "איזה יופי", "הבת שלי ראתה את"),
        ("הצבעים", "השמיים", "השועל הקטן"),
        ("תודה רבה", "איזה נייר זה?", "מחכה לבא"),
    ),
    "hindi": Tongue(
        ("सच में बहुत अच्छा", "मुझे पसंद है"),
        ("यह रंग", "आसमान"),
        ("धन्यवाद", "कौन सा काग़ज़ है?"),
    ),
}
_SPOKEN = ("english",) * 13 + (
    "spanish",
    "french",
    "japanese",
    "chinese",
    "arabic",
    "hebrew",
    "hindi",
)
_SIGNS = (" 😂😂", " ❤️", " 🔥🔥🔥", " 👩‍👩‍👧", " 🏳️‍🌈", " 🙏🏽", " 🦊", "…", "!", "!!")
_SHORT = ("first!", "❤️❤️❤️", "😭", "wow", "love this", "так красиво", "lol", "🔥", "so good", "ok")
NAMES = ("Mia", "Ben", "ゆき", "عمر", "Zoé", "Liam", "Ana Sofía", "Kofi", "דנה", "민지", "Zoë 🌿")
_WORDS = ("paint", "tea", "fox", "river", "moss", "lamp", "north", "ink", "plum", "kite")


class Row(NamedTuple):
    """One comment under the names that exporters use."""

    cid: str
    uniqueId: str  # noqa: N815 - the column of the file
    nickname: str
    uid: str
    text: str
    videoWebUrl: str  # noqa: N815 - as above
    createTimeISO: str  # noqa: N815 - as above
    diggCount: int  # noqa: N815 - as above
    repliesToId: str  # noqa: N815 - as above


def comments(rows: int, *, seed: int = SEED, first: int = 0) -> Iterator[Row]:
    """Yield ``rows`` comments, video by video, a tenth of them repeats of earlier ones.

    ``first`` numbers the comments, so that two ranges share people and videos but no comment. The
    people are Zipf-shaped: a few write hundreds of times, most once.
    """
    draw = random.Random(f"{seed}:{first}")
    crowd = people(rows + first)
    weights = list(accumulate(1 / (rank + 12) for rank in range(crowd)))
    recent: list[Row] = []
    made = 0
    while made < rows:
        size = min(10_000, rows - made)
        ranks = draw.choices(range(crowd), cum_weights=weights, k=size)
        for rank in ranks:
            if recent and draw.random() < DUPLICATES:
                yield draw.choice(recent)
            else:
                row = _row(draw, first + made, rank, (first + made) * POSTS // (rows + first))
                if len(recent) < 2_000:
                    recent.append(row)
                else:
                    recent[made % 2_000] = row
                yield row
            made += 1


def people(rows: int) -> int:
    """Return how many people ``rows`` comments are drawn from."""
    return max(10, PEOPLE * rows // COMMENTS)


def _row(draw: random.Random, number: int, rank: int, post: int) -> Row:
    posted = NOW - timedelta(days=420 - 400 * post // POSTS)
    at = posted + timedelta(seconds=int(draw.random() ** 3 * 19 * 86_400))
    handle = f"{_WORDS[rank % 10]}.{_WORDS[rank // 10 % 10]}{rank}"
    return Row(
        # Real ids hold the second in their upper half; the number below keeps them apart.
        cid=str(int(at.timestamp()) << 32 | number),
        uniqueId=handle,
        nickname=f"{NAMES[rank % 11]} {rank}",
        uid=str(6_800_000_000_000_000_000 + rank),
        text=_text(draw),
        videoWebUrl=f"{_PROFILE}/video/{7_400_000_000_000_000_000 + post}",
        createTimeISO=f"{at:%Y-%m-%dT%H:%M:%S}.000Z",
        diggCount=int(draw.paretovariate(1.2)) - 1,
        repliesToId="",
    )


def _text(draw: random.Random) -> str:
    if draw.random() < 0.15:
        return draw.choice(_SHORT)
    tongue = _TONGUES[draw.choice(_SPOKEN)]
    pieces = [draw.choice(tongue.openings), draw.choice(tongue.subjects)]
    if draw.random() < 0.5:
        pieces.append(draw.choice(tongue.tails))
    if draw.random() < 0.7:
        # What makes most comments the only ones of their kind.
        pieces.append(f"{draw.choice(_WORDS)} {draw.choice(_WORDS)} {draw.randrange(1000)}")
    return " ".join(pieces) + (draw.choice(_SIGNS) if draw.random() < 0.4 else "")


def write_csv(path: Path, rows: Iterator[Row]) -> Path:
    """Write comments as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path


def write_jsonl(path: Path, rows: Iterator[Row]) -> Path:
    """Write comments as one JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row._asdict(), ensure_ascii=False) + "\n")
    return path
