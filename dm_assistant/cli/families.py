"""The families of commands, in the order of the help page: the order of a creator's work."""

from dm_assistant.cli import (
    campaigns,
    codes,
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
    campaigns.register,
    moves.register,
    replies.register,
    reconciling.register,
    numbers.register,
    codes.register,
    texts.register,
    keeping.register,
)
