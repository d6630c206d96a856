"""Finds out which of the names in an Instagram export's chats is the creator's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce

from dm_assistant.domain.model import Platform
from dm_assistant.importers.instagram_records import Chat, name_key
from dm_assistant.importers.words import BadValueError, Who, who

USERNAMES = frozenset(
    {
        "username",
        "benutzername",
        "nombre de usuario",
        "nome de usuário",
        "nom d'utilisateur",
        "nom d’utilisateur",
        "nome utente",
        "gebruikersnaam",
    }
)
"""The label of the handle in the profile, in some languages."""

_PAIR = 2


def handle_in(profile: dict[str, str]) -> Who | None:
    """Return the handle that the profile section says, if it says one."""
    for label, value in profile.items():
        if label.casefold() in USERNAMES and value:
            try:
                return who(value, Platform.INSTAGRAM)
            except BadValueError:
                return None
    return None


def in_every(chats: Iterable[Chat]) -> frozenset[str]:
    """Return the names that take part in every chat of two or more."""
    people = [frozenset(chat.people) for chat in chats if len(chat.people) >= _PAIR]
    return reduce(frozenset.intersection, people) if people else frozenset()


def owner_names(
    chats: Sequence[Chat], profile: dict[str, str], own: Collection[str]
) -> frozenset[str]:
    """Return the names that may be the creator's: one when it is certain.

    The profile names the creator, so does the account that the person said or the workspace has
    (``own``: keys); else it is who takes part in every chat and is not the one it is named after.
    """
    names = in_every(chats)
    if len(names) < _PAIR:
        return names
    said = {value for value in profile.values() if value}
    keys = {name_key(value) for value in said} | set(own)
    told = {name for name in names if name in said or name_key(name) in keys}
    if len(told) == 1:
        return frozenset(told)
    partners = {name for chat in chats for name in chat.people if _is_named_after(chat, name)}
    return (names - partners) or names


def _is_named_after(chat: Chat, name: str) -> bool:
    return isinstance(chat.person, Who) and chat.person.key == name_key(name)


def pooled(each: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Narrow the names of several exports of one command by those that are certain in others."""
    certain = frozenset(name for names in each if len(names) == 1 for name in names)
    shared = reduce(frozenset.intersection, each) if each else frozenset[str]()
    if len(shared) == 1:
        certain |= shared
    return [names & certain if len(names & certain) == 1 else names for names in each]
