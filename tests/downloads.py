"""A creator's downloads folder as it really looks, made anew from a seed; nothing in it is real."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests import downloads_damaged, downloads_tables, exports, studio

END = datetime(2024, 9, 29, 18, tzinfo=UTC)
OWNER = "me.me"
WORDS = (
    "where is the paper from?",
    "love the fog in this one",
    "thank you so much!!",
    "no worries 🙏",
    "¿cómo lo haces?",
    "haha\nand a second line",
    "https://www.tiktokv.com/share/video/7637602829980552468/",
    "see you at the market",
)


@dataclass(slots=True)
class Downloads:
    """A folder, and what is to be said of the files in it.

    ``known`` holds the format of each source, ``left`` a word of the reason of each file that is
    left, by path below the folder; an archive's entry is ``ARCHIVE!ENTRY``.
    """

    folder: Path
    known: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def make(
    folder: Path, *, chats: int = 6, messages: int = 60, comments: int = 12, seed: int = 1
) -> Downloads:
    """Write the folder; ``messages`` is how many TikTok's newest export holds in ``chats``."""
    folder.mkdir(parents=True)
    made = Downloads(folder)
    luck = random.Random(seed)  # noqa: S311 - the same folder for the same seed
    _tiktok(made, luck, chats, messages)
    _instagram(made, luck)
    _studio(made)
    made.known |= downloads_tables.comments(folder, comments)
    made.known["all.zip!comments.zip!deep.json"] = "apify"
    made.known |= downloads_tables.own(folder)
    made.known |= downloads_tables.orders(folder)
    made.left |= downloads_tables.strange(folder)
    made.left |= downloads_damaged.no_business(folder)
    made.left |= downloads_damaged.damaged(folder)
    return made


def _talks(luck: random.Random, chats: int, messages: int) -> dict[str, list[dict[str, str]]]:
    """Return chats, newest message first; the last one ends two days before END."""
    each = max(1, messages // chats)
    found = {}
    for number in range(chats):
        handle = f"fan.{number:04}"
        start = END - timedelta(days=60 + number % 30)
        said = [
            (OWNER if luck.random() < 0.3 else handle, f"{luck.choice(WORDS)} {place}")
            for place in range(each)
        ]
        if number == 1:
            said.append((handle, "please stop messaging me"))
        found[handle] = exports.talk(start, *said, apart=3_000)
    return found


def _tiktok(made: Downloads, luck: random.Random, chats: int, messages: int) -> None:
    talks = _talks(luck, chats, messages)
    handles = list(talks)
    whole = exports.export(
        talks,
        groups={"1234567890123456789": exports.talk(END, ("fan.0000", "hello all"))},
        lists=True,
        followers=[*handles, "N/A"],
        following=handles[: chats // 2],
        blocked=["blocked.one"],
    )
    inside = made.folder / "pack"
    inside.mkdir()
    exports.write(inside / "user_data_tiktok.json", whole)
    exports.zipped(inside, made.folder / "TikTok_Data_1727600000.zip")
    shutil.rmtree(inside)
    made.known["TikTok_Data_1727600000.zip!user_data_tiktok.json"] = "tiktok-export"
    # Half a year before: the older half of half of the same chats, in the older keys.
    before = {name: talks[name][len(talks[name]) // 2 :] for name in handles[: chats // 2]}
    old = made.folder / "old phone"
    old.mkdir()
    exports.write(old / "user_data.json", exports.export(before, generation=1, followers=handles))
    made.known["old phone/user_data.json"] = "tiktok-export"
    text = {name: talks[name] for name in handles[:2] if not _has_breaks(talks[name])}
    text["fan.text"] = exports.talk(END - timedelta(days=9), ("fan.text", "hola"), (OWNER, "hi"))
    exports.write_text(made.folder / "texto", text, messages="Mensajes directos")
    made.known["texto/TikTok"] = "tiktok-export"
    friend = exports.export({"fan.0001": exports.talk(END, ("pal", "hey"))}, owner="pal")
    exports.write(made.folder / "from a friend.json", friend)
    made.left["from a friend.json"] = "these are the messages of @pal"


def _has_breaks(said: list[dict[str, str]]) -> bool:
    return any("\n" in each["Content"] for each in said)


def _instagram(made: Downloads, luck: random.Random) -> None:
    root = made.folder / "instagram-me.paints-2024-09-29"
    people = [f"ig.{number}" for number in range(5)]
    chats = {
        name: exports.talk(
            END - timedelta(days=30 + place),
            *((luck.choice((OWNER, name)), f"numéro {turn} 🙏") for turn in range(6)),
        )
        for place, name in enumerate(people)
    }
    exports.write_instagram(
        root,
        chats,
        owner="me.paints",
        requests={"ig.asks": exports.talk(END, ("ig.asks", "is this for sale?"))},
        followers=people,
        following=people[:2],
        blocked=["ig.blocked"],
        page_size=4,
    )
    ties = root / "connections" / "followers_and_following"
    exports.write_mojibake(ties / "followers_2.json", [exports.person("ig.more")])
    exports.write_mojibake(
        ties / "following.json",
        {
            "relationships_following": [
                exports.person("ig.0"),
                exports.person("ig.1", newer=True),
            ]
        },
    )
    group = exports.page(
        ("IG.0", "IG.1", "Me Myself"),
        exports.talk(END, ("IG.0", "who comes?")),
        path="inbox/market_77",
        title="Market",
    )
    inbox = root / "your_instagram_activity" / "messages" / "inbox"
    exports.write_mojibake(inbox / "market_77" / "message_1.json", group)
    likes = root / "your_instagram_activity" / "likes" / "liked_posts.json"
    exports.write_mojibake(likes, {"likes_media_likes": []})
    made.known[root.name] = "instagram-export"
    made.left[likes.relative_to(made.folder).as_posix()] = "a part of an Instagram export"
    second = made.folder / "second"
    exports.write_instagram(
        second,
        {
            name: exports.talk(END - timedelta(days=90), (name, "first of all"), (OWNER, "hello"))
            for name in ("ig.old", "ig.older")
        },
        owner="me.paints",
    )
    exports.zipped(second, made.folder / "instagram-me.paints-part2.zip")
    shutil.rmtree(second)
    made.known["instagram-me.paints-part2.zip"] = "instagram-export"


def _studio(made: Downloads) -> None:
    days = studio.days(7)
    english = studio.english
    tables: dict[str, tuple[Sequence[str], list[tuple[object, ...]]]] = {
        "Overview": (studio.OVERVIEW, [(english(day), 10, 2, 3, -4, 5) for day in days]),
        "FollowerHistory": (studio.HISTORY, [(english(day), 100 + day.day, 1) for day in days]),
        "FollowerActivity": (studio.ACTIVITY, [(english(days[-1]), h, 9) for h in range(24)]),
        "FollowerGender": (studio.GENDER, [("Male", "0.4"), ("Female", "0.6")]),
        "FollowerTopTerritories": (studio.TERRITORIES, [("DE", "0.3"), ("Others", "0.7")]),
        "Viewers": (studio.VIEWERS, [(english(day), 9, 4, 5) for day in days]),
        "Content": (studio.CONTENT, [_post(day) for day in days[:3]]),
    }
    written = {name: studio.content(header, rows) for name, (header, rows) in tables.items()}
    followers = {name: data for name, data in written.items() if name.startswith("Follower")}
    ends = int(studio.MADE.timestamp())
    for packed, inside in (
        (f"Overview_2024-09-22_{ends}_{OWNER}.zip", {"Overview": written["Overview"]}),
        (f"Followers_{OWNER}.zip", followers),
        (f"Content_{OWNER}.zip", {"Content": written["Content"]}),
    ):
        studio.archive(made.folder / packed, studio.MADE, **inside)
        made.known |= {f"{packed}!{name}.csv": "tiktok-studio" for name in inside}
    header, rows = tables["Viewers"]
    text_rows = [header, *([str(cell) for cell in row] for row in rows)]
    downloads_tables.book(made.folder / "Viewers.xlsx", text_rows)
    made.known["Viewers.xlsx"] = "tiktok-studio"


def _post(day: date) -> tuple[object, ...]:
    link = f"https://www.tiktok.com/@{OWNER}/video/{studio.video(day)}"
    return studio.english(studio.END), "A title", link, studio.english(day), 1, 2, 3, 4


def every_file(made: Downloads) -> Iterator[str]:
    """Yield the files there are, below the folder."""
    for path in sorted(made.folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(made.folder).as_posix()
