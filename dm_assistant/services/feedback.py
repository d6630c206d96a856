"""Feedback: reading replies for what they ask, and the themes that come of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from dm_assistant.domain import feedback as weighing
from dm_assistant.domain.feedback import KEYS, Theme, ThemeState
from dm_assistant.domain.text import is_one_line, shows_nothing, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts
from dm_assistant.services.feedback_views import Coded
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import feedback
from dm_assistant.storage.database import Tx
from dm_assistant.storage.feedback import Said
from dm_assistant.storage.journal import Act

LONGEST_NAME = 60
"""A theme, and what was made of it, stand in a message: as much as it prints of them."""
LONGEST_IDEA = 500
LONGEST_LINK = 500


def wanted(themes: Iterable[Theme], text: str) -> Theme:
    """Return the theme that a name, or its letter, means; raise BadInputError for none."""
    known = list(themes)
    name = text.strip().casefold()
    for theme in known:
        if theme.name.casefold() == name:
            return theme
    for theme in known:
        if theme.key and theme.key == text.strip():
            return theme
    names = [theme.name for theme in known]
    if not names:
        raise BadInputError("there are no themes yet: feedback add THEME")
    raise BadInputError(f"there is no theme {to_screen(text)!r}{_hint(name, names)}")


def _hint(name: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [each.casefold() for each in names], n=1)
    shown = [each for each in names if each.casefold() in near] or names[:5]
    return f"; there is {', '.join(map(repr, map(to_screen, shown)))}"


def line_of(text: str, what: str, longest: int = LONGEST_NAME) -> str:
    """Return words of the creator as they are kept: one line that can be read."""
    line = " ".join(text.split())
    reason = unstorable_reason(line)
    if reason or shows_nothing(line) or not is_one_line(line):
        raise BadInputError(f"{what} needs words that can be read")
    if len(line) > longest:
        raise BadInputError(f"{what} has {len(line)} characters; at most {longest}")
    return line


def link_of(text: str) -> str:
    """Return a link as it is kept; raise BadInputError for what is none."""
    link = text.strip()
    if link and not (link.startswith(("https://", "http://")) and link.isprintable()):
        raise BadInputError("a link begins with https://")
    if len(link) > LONGEST_LINK or len(link.split()) > 1:
        raise BadInputError(f"a link has no blanks and at most {LONGEST_LINK} characters")
    return link


# --- coding ----------------------------------------------------------------------------------


def code(ws: Workspace, number: str, themes: Sequence[str], *, nothing: bool = False) -> Coded:
    """Say what a message or comment asks for; what it was coded with before stays.

    ``number`` is a message's, or a comment's after a ``c``. With ``nothing`` it asks for nothing,
    which takes back what it was coded with.
    """
    if bool(themes) is nothing:
        raise BadInputError("say which themes it asks for, or --nothing")

    def ids(known: Sequence[Theme]) -> list[int]:
        return [wanted(known, each).id for each in themes]

    return _code(ws, number, ids)


def code_as(ws: Workspace, number: str, theme_ids: Sequence[int]) -> Coded:
    """Code a message or comment with themes by their ids; with none of them as nothing."""
    return _code(ws, number, lambda _: theme_ids)


def _code(ws: Workspace, number: str, choose: Callable[[Sequence[Theme]], Sequence[int]]) -> Coded:
    with ws.database.write() as tx:
        said = find(tx, number)
        themes = feedback.themes(tx)
        chosen = list(dict.fromkeys(choose(themes)))
        if not {*chosen} <= {theme.id for theme in themes}:
            raise BadInputError("there is no such theme any more")
        act = acts.begin(tx, ws, "feedback_code")
        _apply(act, said, chosen)
        if act.changed:
            act.finish(contacts=[said.contact_id], themes=chosen)
        return _coded(tx, number, themes)


def _apply(act: Act, said: Said, chosen: Sequence[int]) -> None:
    """Add the themes that are new; the word that it asks for nothing gives way, or takes over."""
    known = feedback.of_said(act.tx, said)
    if chosen:
        feedback.end(act, [each.id for each in known if each.theme_id is None])
        there = {each.theme_id for each in known}
        feedback.code(act, said, [each for each in chosen if each not in there])
        return
    feedback.end(act, [each.id for each in known if each.theme_id is not None])
    if all(each.theme_id is not None for each in known):
        feedback.code(act, said, [None])


def uncode(ws: Workspace, number: str, themes: Sequence[str] = ()) -> Coded:
    """Take back what a message or comment was coded with, or some themes of it."""
    with ws.database.write() as tx:
        said = find(tx, number)
        known = feedback.themes(tx)
        out = {wanted(known, each).id for each in themes}
        gone = [
            each.id for each in feedback.of_said(tx, said) if not themes or each.theme_id in out
        ]
        if not gone:
            raise BadInputError(f"message {number} is not coded with that")
        act = acts.begin(tx, ws, "feedback_uncode")
        feedback.end(act, gone)
        act.finish(contacts=[said.contact_id])
        return _coded(tx, number, known)


def find(tx: Tx, number: str) -> Said:
    """Return the message, or with a ``c`` before its number the comment, that is meant."""
    about_comment = number[:1] in {"c", "C"}
    digits = number[1:] if about_comment else number.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        raise BadInputError(
            f"{to_screen(number)!r} is no message: say its number, as 'feedback next' shows it, "
            "or c and a comment's"
        )
    look = feedback.comment if about_comment else feedback.message
    said = look(tx, int(digits))
    if said is None:
        raise BadInputError(f"there is no {'comment' if about_comment else 'message'} {digits}")
    return said


LONGEST_NUMBER = 18
"""Digits of the greatest number that the database takes as an id."""


def _coded(tx: Tx, number: str, themes: Iterable[Theme]) -> Coded:
    said = find(tx, number)
    names = tuple(theme.name for theme in themes if theme.id in said.themes)
    return Coded(said.number, said.handle, names, said.coded)


# --- themes ----------------------------------------------------------------------------------


def add(ws: Workspace, name: str, key: str = "", *, number: str = "") -> Theme:
    """Make a theme; without a letter it gets the first free one of its name.

    With the ``number`` of a message or comment, that one is coded with it in the same act.
    """
    with ws.database.write() as tx:
        known = feedback.themes(tx)
        line = _free_name(known, name)
        letter = _free_key(known, key) or weighing.free_key(line, _letters(known))
        act = acts.begin(tx, ws, "feedback_add")
        made = feedback.add_theme(act, line, letter)
        if number:
            _apply(act, find(tx, number), [made])
        act.finish(theme=made)
        return _get(tx, made)


def _letters(themes: Iterable[Theme]) -> set[str]:
    return {theme.key for theme in themes}


def _free_name(others: Collection[Theme], name: str) -> str:
    line = line_of(name, "a theme")
    if any(theme.name.casefold() == line.casefold() for theme in others):
        raise BadInputError(f"there is a theme {to_screen(line)!r} already")
    return line


def _free_key(others: Iterable[Theme], key: str) -> str:
    if key and (len(key) != 1 or key not in KEYS):
        raise BadInputError(f"the letter of a theme is one of {KEYS}")
    holder = next((theme for theme in others if key and theme.key == key), None)
    if holder is not None:
        raise BadInputError(f"{key} is the letter of {to_screen(holder.name)!r}")
    return key


def change(
    ws: Workspace,
    theme: str,
    *,
    name: str | None = None,
    key: str | None = None,
    idea: str | None = None,
) -> Theme:
    """Change what a theme is called, its letter, or what the creator thinks of making of it.

    With a first idea an open theme goes on to ``idea``. A theme keeps its name once people were
    written to about it: by that name nobody is told twice.
    """
    with ws.database.write() as tx:
        known = feedback.themes(tx)
        one = wanted(known, theme)
        others = [each for each in known if each.id != one.id]
        values: dict[str, Any] = {}
        if name is not None and line_of(name, "a theme") != one.name:
            _require_untold(tx, one, "keeps its name")
            line = _free_name(others, name)
            values |= {"name": line, "name_key": line.casefold()}
        if key is not None and key != one.key:
            values["key"] = _free_key(others, key)
        if idea is not None and idea.strip() != one.idea:
            values["idea"] = line_of(idea, "an idea", LONGEST_IDEA) if idea.strip() else ""
            if values["idea"] and one.state is ThemeState.OPEN:
                values["state"] = ThemeState.IDEA
        return _change(tx, ws, "feedback_theme", one, values)


def _require_untold(tx: Tx, theme: Theme, what: str) -> None:
    if feedback.of_campaign(tx, theme.campaign):
        raise BadInputError(f"{to_screen(theme.name)!r} {what}: people were written to about it")


def _change(tx: Tx, ws: Workspace, name: str, theme: Theme, values: dict[str, Any]) -> Theme:
    if values:
        act = acts.begin(tx, ws, name)
        feedback.change_theme(act, theme.id, **values)
        act.finish(theme=theme.id)
    return _get(tx, theme.id)


def _get(tx: Tx, number: int) -> Theme:
    return next(theme for theme in feedback.themes(tx) if theme.id == number)


def move(ws: Workspace, theme: str, state: ThemeState) -> Theme:
    """Move a theme to another state; ``made`` asks for what was made, once."""
    with ws.database.write() as tx:
        one = wanted(feedback.themes(tx), theme)
        if state is ThemeState.MADE and not one.made_title:
            raise BadInputError("say what you made: feedback made THEME --title TITLE")
        return _change(
            tx, ws, "feedback_theme", one, {} if state is one.state else {"state": state}
        )


def made(ws: Workspace, theme: str, title: str, *, link: str = "", on: date | None = None) -> Theme:
    """Note what was made of a theme: those who asked for it can be told then."""
    with ws.database.write() as tx:
        one = wanted(feedback.themes(tx), theme)
        day = on or ws.now().astimezone(ws.timezone).date()
        values = {
            "state": ThemeState.MADE,
            "made_title": line_of(title, "a title"),
            "made_link": link_of(link),
            "made_on": day,
        }
        return _change(tx, ws, "feedback_made", one, values)


def merge(ws: Workspace, kept: str, joined: str) -> tuple[Theme, int]:
    """Make one theme part of another; returns the one that stays and how much came to it."""
    with ws.database.write() as tx:
        known = feedback.themes(tx)
        one, other = wanted(known, kept), wanted(known, joined)
        if one.id == other.id:
            raise BadInputError("name two themes: the one to keep, and the one to make part of it")
        _require_untold(tx, other, "cannot become part of another theme")
        act = acts.begin(tx, ws, "feedback_merge")
        moved = feedback.merge_themes(act, one.id, other.id)
        act.finish(themes=[one.id, other.id])
        return _get(tx, one.id), moved
