"""The families of commands, in the order of the help page: the order of a creator's work."""

from functools import cache

from dm_assistant.cli import (
    campaigns,
    challenges,
    codes,
    collabs,
    completing,
    drafting,
    experiments,
    feedback,
    impact,
    importing,
    keeping,
    keywords,
    kpi,
    merging,
    moves,
    numbers,
    people,
    reconciling,
    replies,
    report,
    rules,
    segments,
    serving,
    settings,
    setup,
    suppressions,
    texts,
    timing,
    today,
    topics,
)
from dm_assistant.cli.parser import Parser, build

ALL = (
    setup.register,
    serving.register,
    importing.register,
    today.register,
    people.register,
    segments.register,
    merging.register,
    suppressions.register,
    rules.register,
    settings.register,
    keywords.register,
    drafting.register,
    campaigns.register,
    moves.register,
    replies.register,
    reconciling.register,
    numbers.register,
    timing.register,
    experiments.register,
    impact.register,
    kpi.register,
    report.register,
    codes.register,
    collabs.register,
    feedback.register,
    challenges.register,
    texts.register,
    keeping.register,
    completing.register,
    topics.register,
)


@cache
def grammar() -> Parser:
    """Return the parser of all commands, built once: reading a line leaves it as it was."""
    return build(ALL)
