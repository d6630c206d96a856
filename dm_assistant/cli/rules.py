"""Commands about the rules' values: what they are, trying them, changing them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, count, paragraph, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.rules.trial import Example, Hindsight, Kind
    from dm_assistant.rulebook import Plain
    from dm_assistant.services.rule_views import Change, Effect, RuleValue, Saved

TRIED_HEADS = ("rule", "held", "blocked", "to edit", "had replies")


def register(commands: Commands) -> None:
    """Add the command about the rules' values."""
    rules = commands.add(
        "rules",
        "explain, try and change the numbers of the rules",
        keep_rules,
        example="rules\nrules try gap_hours=200\n"
        'rules set gap_hours=200 --reason "people feel chased after one week"\n'
        'rules set caps="[{ touches = 1, hours = 720 }]" --reason "one a month is enough"\n'
        'rules reset gap_hours --reason "the new gap was too long"',
        more="list                 every value with its default, range and reason; the same as\n"
        "                     rules alone; changed ones are marked *\n"
        "try KEY=VALUE...     what it would have done to the last 90 days and would do to\n"
        "                     the next 14; changes nothing\n"
        "set KEY=VALUE...     changes values, journalled with the reason; undo takes it back\n"
        "reset KEY...         back to the defaults\n\n"
        "Values are written as in policy.toml.",
    )
    rules.add_argument("act", metavar="list|try|set|reset", type=_act, nargs="?", default="list")
    rules.add_argument("values", metavar="KEY=VALUE", type=arguments.words, nargs="*")
    rules.add_argument(
        "--reason", metavar="TEXT", type=arguments.words, help="why, in 15 characters or more"
    )


def _act(text: str) -> str:
    return arguments.one_of(text, "list, try, set, reset")


def keep_rules(args: argparse.Namespace) -> Answer:
    """List, try, set or reset values."""
    acts: dict[str, Callable[[argparse.Namespace], Answer]] = {
        "list": _list,
        "try": _try,
        "set": _set,
        "reset": _reset,
    }
    return acts[args.act](args)


def _list(args: argparse.Namespace) -> Answer:
    if args.values or args.reason is not None:
        raise BadInputError("rules list takes no values; say rules try, set or reset")
    from dm_assistant.services.steering import current

    with session.opened(args) as workspace:
        found = current(workspace)
    return Answer(lambda: [_document(each) for each in found], lambda: _page(found))


def _try(args: argparse.Namespace) -> Answer:
    if args.reason is not None:
        raise BadInputError("rules try takes no --reason; it changes nothing")
    from dm_assistant.services.trying import try_values

    with session.opened(args) as workspace:
        effect = try_values(workspace, _values(args))
    return Answer(lambda: _effect(effect), lambda: _tried(effect))


def _set(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.steering import change

    values = _values(args)
    with session.opened(args) as workspace:
        saved = change(workspace, values, _reason(args))
    return _saved(saved)


def _reset(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.steering import reset

    with session.opened(args) as workspace:
        saved = reset(workspace, args.values, _reason(args))
    return _saved(saved)


def _reason(args: argparse.Namespace) -> str:
    if args.reason is None:
        raise BadInputError(f"rules {args.act} needs a --reason of 15 characters or more")
    return str(args.reason)


def _values(args: argparse.Namespace) -> dict[str, Plain]:
    from dm_assistant.rulebook import typed

    if not args.values:
        raise BadInputError(f"say rules {args.act} KEY=VALUE, such as gap_hours=200")
    pairs = arguments.by_name(f"rules {args.act}", map(arguments.pair, args.values))
    return {key: typed(key, text) for key, text in (pairs or {}).items()}


# --- documents -------------------------------------------------------------------------------


def _document(each: RuleValue) -> Json:
    entry = each.entry
    return {
        "key": entry.key,
        "rule": entry.rule,
        "section": entry.section,
        "value": each.value,
        "default": entry.default,
        "least": entry.least,
        "most": entry.most,
        "unit": entry.unit or None,
        "allowed": entry.allowed,
        "reason": entry.reason,
        "changed": each.changed,
    }


def _changes(changes: tuple[Change, ...]) -> list[Json]:
    return [{"key": each.entry.key, "from": each.before, "to": each.after} for each in changes]


def _saved(saved: Saved) -> Answer:
    document: Json = {
        "changes": _changes(saved.changes),
        "reason": saved.reason,
        "policy": {"before": saved.before, "after": saved.after},
    }
    return Answer(lambda: document, lambda: [*_said(saved.changes), "take it back: undo"])


def _effect(effect: Effect) -> Json:
    past = effect.hindsight
    return {
        "changes": _changes(effect.changes),
        "messages": past.messages,
        "held": past.stopped.held,
        "blocked": past.stopped.blocked,
        "fix": past.stopped.fix,
        "newly_allowed": past.newly_allowed,
        "not_told": past.untold,
        "without_words": past.wordless,
        "replies_lost": {"k": past.stopped.replies, "of": past.stopped.stopped},
        "by_rule": [{"rule": rule, **kind._asdict()} for rule, kind in past.by_rule],
        "examples": [_example(each) for each in past.examples],
        "capacity": {"now": list(effect.capacity_now), "tried": list(effect.capacity_tried)},
        "approved": {
            "of": effect.approved_in_all,
            "held": effect.approved.held,
            "blocked": effect.approved.blocked,
            "fix": effect.approved.fix,
        },
    }


def _example(each: Example) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "id": each.draft_id,
        "handle": each.handle,
        "at": iso(each.at),
        "status": each.status.value,
        "rule": each.rule,
        "detail": each.detail,
        "replied": each.replied,
    }


# --- pages -----------------------------------------------------------------------------------


def _page(found: tuple[RuleValue, ...]) -> Iterator[str]:
    section = ""
    for place, each in enumerate(found):
        if each.entry.section != section:
            section = each.entry.section
            yield from ("", section.upper()) if place else (section.upper(),)
        yield _line(each)
        if place + 1 == len(found) or found[place + 1].entry.reason != each.entry.reason:
            yield from paragraph(each.entry.reason, "      ")
    yield ""
    yield "* changed; rules try KEY=VALUE shows what another value would do"


def _line(each: RuleValue) -> str:
    from dm_assistant.rulebook import shown

    entry = each.entry
    default = f"default {shown(entry, entry.default)}; " if each.changed else ""
    value = f"{entry.key} = {shown(entry, each.value)}"
    return (
        f"{'*' if each.changed else ' '} {value:<40}  ({default}{entry.allowed}; rule {entry.rule})"
    )


def _said(changes: tuple[Change, ...]) -> Iterator[str]:
    from dm_assistant.rulebook import shown

    for each in changes:
        before, after = shown(each.entry, each.before), shown(each.entry, each.after)
        yield f"{each.entry.key}: {before} -> {after}"


def _tried(effect: Effect) -> Iterator[str]:
    past = effect.hindsight
    yield from _said(effect.changes)
    yield ""
    yield from _looked_back(past)
    yield ""
    kind = effect.approved
    yield (
        f"approved now: {_stopped(kind)} of {effect.approved_in_all}"
        if effect.approved_in_all
        else "approved now: nothing waits for its hand-over"
    )
    yield "the next 14 days, of the drafts that wait today, one to each person:"
    for head, days in (("now", effect.capacity_now), ("tried", effect.capacity_tried)):
        yield f"  {head:<6}{_curve(days, effect)}  {sum(days):>4} = {' '.join(map(str, days))}"
    yield "nothing was changed; rules set with the same values and a --reason does it"


def _looked_back(past: Hindsight) -> Iterator[str]:
    stopped = past.stopped
    yield f"the last 90 days: {count(past.messages, 'message')}, each judged by itself as it went"
    yield f"  would not have gone then: {stopped.stopped:,} ({_stopped(stopped)})"
    if stopped.stopped:
        yield f"  of these had drawn a reply: {stopped.replies:,} of {stopped.stopped:,}"
    yield f"  stopped by the rules of today and not by these: {past.newly_allowed:,}"
    if past.untold:
        yield f"  stopped by both, so what let them through is not on record: {past.untold:,}"
    if past.wordless:
        yield f"  cannot be judged, their people were erased: {past.wordless:,}"
    if past.by_rule:
        rows = [(rule, *(f"{each:,}" for each in kind)) for rule, kind in past.by_rule]
        yield from (f"  {line}" for line in table(TRIED_HEADS, rows, right=(1, 2, 3, 4)))
        yield "  a message may count under several rules"
    for each in past.examples:
        replied = ", had a reply" if each.replied else ""
        yield f"  e.g. #{each.draft_id} @{each.handle}, {each.at:%Y-%m-%d}{replied}: {each.detail}"


def _stopped(kind: Kind) -> str:
    return f"{kind.held:,} held, {kind.blocked:,} blocked, {kind.fix:,} to edit"


def _curve(days: tuple[int, ...], effect: Effect) -> str:
    """Draw a curve on the scale that both have in common."""
    from dm_assistant.domain.statistics.words import sparkline

    top = max(*effect.capacity_now, *effect.capacity_tried)
    return sparkline([*days, top], len(days) + 1)[:-1]
