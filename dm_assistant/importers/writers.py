"""Finds out who of those that write in an account's chats can only be its creator."""

from __future__ import annotations


class Writers:
    """Who writes in which chats.

    Who writes in two chats or more without being the chat's person can only be the creator; who
    does so in one is the creator, or the person under another name.
    """

    def __init__(self) -> None:
        self._first_chat: dict[str, str] = {}
        self._certain: set[str] = set()

    def hear(self, chat: str, writer: str) -> None:
        """Take note of who writes in the chat of a person; both are keys."""
        if writer not in ("", chat) and self._first_chat.setdefault(writer, chat) != chat:
            self._certain.add(writer)

    def add(self, other: Writers) -> None:
        """Take note of what was heard in other chats."""
        self._certain |= other._certain
        for writer, chat in other._first_chat.items():
            self.hear(chat, writer)

    @property
    def certain(self) -> frozenset[str]:
        """Return the keys of those who can only be the creator."""
        return frozenset(self._certain)

    @property
    def others(self) -> frozenset[str]:
        """Return the keys of those who may be."""
        return frozenset(self._first_chat) - self._certain
