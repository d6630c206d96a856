"""What people ask for, as JSON documents and as pages of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dm_assistant.cli import documents, pages
from dm_assistant.cli.printing import Json, clock, count, paragraph, shown, table
from dm_assistant.domain.feedback import Theme, ThemeState
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.domain.statistics.words import counted
from dm_assistant.services.feedback_views import (
    Board,
    Coded,
    Journey,
    Quote,
    Reply,
    ThemeLine,
    Told,
)

HEADS = ("key", "theme", "state", "people", "of those who answered", "told", "newest words")
NO_THEMES = "no themes yet: dm-assistant feedback add THEME, then feedback next and feedback code"
NO_REPLIES = (
    "no reply waits to be read; ask for an opinion (draft --for feedback), log what comes back "
    "(reply HANDLE --text TEXT), or look through every message (feedback next --all)"
)


# --- documents -------------------------------------------------------------------------------


def theme_document(one: Theme) -> dict[str, Json]:
    """Return a theme."""
    return {
        "theme": one.name,
        "key": one.key,
        "state": one.state.value,
        "idea": one.idea,
        "made": {
            "title": one.made_title,
            "link": one.made_link,
            "on": one.made_on.isoformat() if one.made_on else None,
        },
    }


def _line_document(line: ThemeLine) -> dict[str, Json]:
    return {
        **theme_document(line.theme),
        "people": line.weight.people,
        "answered": line.weight.answered.as_json(),
        "elsewhere": line.weight.elsewhere,
        "told": line.told,
        "replied": line.replied,
        "waiting": line.telling,
        "untold": line.untold,
        "newest": quote_document(line.newest, names=False) if line.newest else None,
    }


def board_document(found: Board) -> Json:
    """Return every theme, and how far the replies are read."""
    return {
        "asked": found.asked,
        "answered": found.answered.as_json(),
        "coded": found.coded.as_json(),
        "replies": found.replies,
        "uncoded": found.uncoded,
        "themes": [_line_document(line) for line in found.themes],
    }


def quote_document(one: Quote, *, names: bool) -> dict[str, Json]:
    """Return a quote; whose it is only with ``names``."""
    return {
        "message": one.number,
        "themes": list(one.themes),
        "words": one.words,
        "at": iso(one.at),
        "post": one.post,
        **({"handle": one.handle} if names else {}),
    }


def reply_document(one: Reply, names: Mapping[int, str]) -> Json:
    """Return a message or comment to read, with the theme it resembles."""
    return {
        "message": one.number,
        "handle": one.handle,
        "at": iso(one.at),
        "words": one.words,
        "asked": one.asked,
        "post": one.post,
        "themes": list(one.themes),
        "coded": one.coded,
        "suggested": names.get(one.suggested or 0),
    }


def coded_document(one: Coded) -> Json:
    """Return what a message is coded with."""
    return {
        "message": one.number,
        "handle": one.handle,
        "themes": list(one.themes),
        "coded": one.coded,
    }


def told_document(one: Told) -> Json:
    """Return who was told, or would be."""
    drafts = documents.drafts(one.report)
    head: dict[str, Json] = {"theme": one.theme.name, "people": one.people, "before": one.before}
    return {**head, **drafts} if isinstance(drafts, dict) else head


def journey_document(one: Journey) -> Json:
    """Return the way of one theme."""
    return {
        **_line_document(one.line),
        "steps": {
            "asked": one.asked,
            "answered": one.answered.as_json(),
            "read": one.coded.as_json(),
            "asked_for_it": one.line.weight.answered.as_json(),
            "told": one.told.as_json(),
            "replied": one.replied.as_json(),
        },
        "quotes": [quote_document(quote, names=False) for quote in one.quotes],
    }


# --- pages -----------------------------------------------------------------------------------


def board(found: Board) -> Iterator[str]:
    """Yield the themes as a table, below how far the replies are read."""
    yield f"{_answered(found)}; {_read(found)}"
    yield ""
    if not found.themes:
        yield NO_THEMES
        return
    rows = [
        (
            line.theme.key or "-",
            line.theme.name,
            line.theme.state.value,
            f"{line.weight.people:,}",
            of(line.weight.answered),
            _told(line),
            line.newest.words if line.newest else "",
        )
        for line in found.themes
    ]
    yield from table(HEADS, rows, right=(3,))


def _told(line: ThemeLine) -> str:
    """Return how many were told of all to tell; what they know is no guess and has no range."""
    drafted = f", {line.telling:,} drafted" if line.telling else ""
    return f"{line.told:,} of {line.told + line.telling + line.untold:,}{drafted}"


def _answered(found: Board) -> str:
    if not found.asked:
        return "nobody was asked for their opinion yet (draft --for feedback)"
    return counted(found.answered, "people you asked answered")


def _read(found: Board) -> str:
    if not found.replies:
        return "no reply to read yet"
    done = found.replies - found.uncoded
    return f"{done:,} of {count(found.replies, 'reply', 'replies')} read"


def of(rate: Rate) -> str:
    """Return ``14 of 52 (27 %, likely 17-40 %)``, or as much as may be shown."""
    return counted(rate, "").replace("  ", " ").replace(" ;", ";").strip()


def theme(one: Theme) -> Iterator[str]:
    """Yield a theme in a line or two."""
    key = f" ({one.key})" if one.key else ""
    yield f"{shown(one.name)}{key}: {one.state.value}"
    if one.idea:
        yield from paragraph(f"idea: {one.idea}")
    if one.state is ThemeState.MADE:
        link = f" {one.made_link}" if one.made_link else ""
        yield from paragraph(f"made: {one.made_title}{link}, {one.made_on}")


def replies(found: Sequence[Reply], names: Mapping[int, str], known: Board) -> Iterator[str]:
    """Yield the replies to read, each with what it answers, and the themes with their letters."""
    for one in found:
        yield f"{one.number}  @{one.handle}, {clock(one.at)}{_likely(one, names)}"
        if one.asked:
            yield from paragraph(f"you asked: {one.asked}", indent="    ")
        yield from paragraph(one.words, indent="  ")
    if not found:
        yield NO_REPLIES
        return
    yield ""
    themes = ", ".join(f"{each.theme.key or '-'} {each.theme.name}" for each in known.themes)
    yield themes or NO_THEMES


def _likely(one: Reply, names: Mapping[int, str]) -> str:
    if one.themes or one.coded:
        return f"  [{', '.join(one.themes) or 'nothing'}]"
    name = names.get(one.suggested or 0)
    return f"  perhaps: {name}?" if name else ""


def comments(found: Sequence[Reply], names: Mapping[int, str]) -> Iterator[str]:
    """Yield comments that were found."""
    for one in found:
        post = f", under “{one.post}”" if one.post else ""
        yield f"{one.number}  @{one.handle}, {clock(one.at)}{post}{_likely(one, names)}"
        yield from paragraph(one.words, indent="  ")
    if not found:
        yield "no comment holds all these words"


def coded(one: Coded) -> Iterator[str]:
    """Yield what a message is coded with."""
    what = ", ".join(one.themes) or ("nothing" if one.coded else "not read")
    yield f"{one.number}  @{one.handle}: {what}"


def told(one: Told) -> Iterator[str]:
    """Yield the drafts, who was left out and why, and the count before and after."""
    yield from pages.drafts(one.report)
    now = one.before + len(one.report.drafts)
    would = "would have" if one.report.dry_run else "now have"
    yield (
        f"{count(one.people, 'person', 'people')} asked for {shown(one.theme.name)}: "
        f"{one.before:,} had a message or draft about it, {now:,} {would} one"
    )


def journey(one: Journey) -> Iterator[str]:
    """Yield the way of a theme: its steps, each as a part of the one before, and what was said."""
    line = one.line
    yield from theme(line.theme)
    yield ""
    steps = (
        ("asked for their opinion", count(one.asked, "person", "people")),
        ("answered", of(one.answered)),
        ("read", f"{one.coded.k:,} of {one.coded.n:,}"),
        ("asked for this", of(line.weight.answered)),
        ("asked for it elsewhere", f"{line.weight.elsewhere:,}"),
        ("told it is made", _told(line)),
        ("wrote back", of(one.replied)),
    )
    yield from table(("step", "people"), steps)
    if one.quotes:
        yield ""
        yield from quotes(one.quotes, names=False)


def quotes(found: Sequence[Quote], *, names: bool) -> Iterator[str]:
    """Yield what people said, newest first."""
    for one in found:
        who = f"@{one.handle}, " if names else ""
        post = f", under “{one.post}”" if one.post else ""
        yield from paragraph(f"“{one.words}”", indent="")
        yield f"  {who}{one.at:%Y-%m-%d}{post}  [{', '.join(one.themes)}]"
    if not found:
        yield "no quotes yet: dm-assistant feedback next, then feedback code MESSAGE THEME"
