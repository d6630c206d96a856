"""Steering the rules: what each value is, changing it with a reason, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dm_assistant import rulebook
from dm_assistant.domain.rules.overrides import reason_flaw
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.text import unstorable_reason
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.rulebook import Plain
from dm_assistant.services import acts, policy_file
from dm_assistant.services.rule_views import Change, PastChange, RuleValue, Saved
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import journal
from dm_assistant.storage.journal import Act, Record

ACT = "policy"
"""The act that changes values."""


def current(ws: Workspace) -> tuple[RuleValue, ...]:
    """Return every value of the policy in force, in the order of the shipped file."""
    with ws.database.read() as tx:
        records = journal.about_policy(tx)
        values = rulebook.written(ws.policy)
    history: dict[str, list[PastChange]] = {}
    for record in records:
        for each in record.detail.get("changes", ()):
            reason = str(record.detail.get("reason", ""))
            past = PastChange(record.at, record.act, each["from"], each["to"], reason)
            history.setdefault(each["key"], []).append(past)
    return tuple(
        RuleValue(each, values[each.key], tuple(history.get(each.key, ())))
        for each in rulebook.entries()
    )


def tried(before: Policy, values: Mapping[str, Plain]) -> tuple[Policy, tuple[Change, ...]]:
    """Return a policy with values changed, and what that changes.

    Raises BadInputError, in one line, for what the limits forbid or where nothing would change.
    """
    if not values:
        raise BadInputError("name at least one value, such as gap_hours=200")
    after = rulebook.changed(before, values)
    was, becomes = rulebook.written(before), rulebook.written(after)
    changes = tuple(
        Change(each, was[each.key], becomes[each.key])
        for each in rulebook.entries()
        if was[each.key] != becomes[each.key]
    )
    if not changes:
        same = ", ".join(f"{key} is {rulebook.toml(was[key])} already" for key in values)
        raise BadInputError(f"nothing would change: {same}")
    return after, changes


def change(ws: Workspace, values: Mapping[str, Plain], reason: str) -> Saved:
    """Set values of the policy for a reason; every open terminal goes by them from its next act.

    Raises BadInputError, with nothing changed, for what ``tried`` refuses or a reason that says
    nothing.
    """
    require_reason(reason)
    with policy_file.swapping(ws) as swap, ws.database.write() as tx:
        before = ws.policy
        after, changes = tried(before, values)
        act = acts.begin(tx, ws, ACT)
        act.finish(
            changes=[
                {"key": each.entry.key, "from": each.before, "to": each.after} for each in changes
            ],
            reason=reason.strip(),
            before=before.version,
            after=after.version,
        )
        acts.remember_policy(tx, after)
        swap({each.entry.key: each.after for each in changes})
    return Saved(changes, reason.strip(), before.version, after.version)


def reset(ws: Workspace, keys: Iterable[str], reason: str) -> Saved:
    """Set values back to the defaults for a reason."""
    return change(ws, {key: rulebook.entry(key).default for key in keys}, reason)


def require_reason(reason: str) -> None:
    """Raise BadInputError for a reason that is too short or cannot be kept."""
    flaw = reason_flaw(reason, "a change of the rules") or unstorable_reason(reason)
    if flaw:
        raise BadInputError(flaw)


def take_back(act: Act, ws: Workspace, record: Record, swap: policy_file.Swap) -> int:
    """Put the old values of a change back; returns how many.

    Raises RefusedError where a value was changed outside the program since.
    """
    acts.note_policy(act.tx, ws)
    changes: list[dict[str, Any]] = record.detail["changes"]
    values = rulebook.written(ws.policy)
    moved = [each["key"] for each in changes if values.get(each["key"]) != each["to"]]
    if moved:
        raise RefusedError(
            f"'{ACT}' is not undone: {', '.join(moved)} was changed outside the program since; "
            "set it with 'dm-assistant rules set'"
        )
    before = ws.policy
    old = {each["key"]: each["from"] for each in changes}
    after = rulebook.changed(before, old)
    acts.remember_policy(act.tx, after)
    act.detail.update(
        changes=[{"key": each["key"], "from": each["to"], "to": each["from"]} for each in changes],
        before=before.version,
        after=after.version,
    )
    swap(old)
    return len(old)
