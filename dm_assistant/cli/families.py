"""The families of commands, in the order of the help page: the order of a creator's work."""

from dm_assistant.cli import (
    codes,
    collabs,
    drafting,
    importing,
    keeping,
    keywords,
    merging,
    moves,
    numbers,
    people,
    reconciling,
    replies,
    rules,
    setup,
    suppressions,
    texts,
)

ALL = (
    setup.register,
    importing.register,
    people.register,
    merging.register,
    suppressions.register,
    rules.register,
    keywords.register,
    drafting.register,
    moves.register,
    replies.register,
    reconciling.register,
    numbers.register,
    codes.register,
    collabs.register,
    texts.register,
    keeping.register,
)
