"""What a workspace holds of plans, for taking it out: campaigns, filters, collabs, themes."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from dm_assistant.storage.held import THEIRS, Row, rows


def collabs(tx: Connection) -> Iterator[Row]:
    """Yield collaborations as they were left, with the message that pitches each."""
    who = "(SELECT handle " + THEIRS.format(who="c.contact_id", on="") + ")"
    return rows(
        tx,
        f"SELECT c.id, {who}, c.stage, c.moved_at, c.idea, c.i_give, c.they_give, c.terms, "
        "c.next_step, c.due_on, c.made, c.made_on, c.review, c.closed_by, c.closed_why, "
        "c.opened_at, c.pitch_id FROM collabs AS c ORDER BY c.id",
        3,
        15,
    )


def collab_overlaps(tx: Connection) -> Iterator[Row]:
    """Yield what partners' files of comments said, in numbers."""
    return rows(
        tx,
        "SELECT collab_id, at, name, from_at, until_at, "
        "CASE same_time WHEN 1 THEN 'yes' ELSE 'no' END, shared, theirs, ours, newcomers, "
        "newcomers_shared FROM collab_overlaps ORDER BY id",
        1,
        3,
        4,
    )


def campaigns(tx: Connection) -> Iterator[Row]:
    """Yield campaigns as they are set up; what was sent stands among the messages."""
    return rows(
        tx,
        "SELECT name, purpose, segment, variants, pool, extra, starts_on, ends_on, holdout, seed, "
        "notes, made_at, ended_at, plan, adopted FROM campaigns ORDER BY id",
        11,
        12,
    )


def arms(tx: Connection) -> Iterator[Row]:
    """Yield what each person of a campaign drew; erased people have no handle left."""
    who = "(SELECT handle " + THEIRS.format(who="coalesce(c.merged_into, c.id)", on="") + ")"
    return rows(
        tx,
        f"SELECT g.name, {who}, a.arm, a.eligible_at, a.variant, a.assigned, a.probability, "
        "a.block_id, CASE a.by_hand WHEN 1 THEN 'yes' ELSE 'no' END FROM arms AS a "
        "JOIN campaigns AS g ON g.id = a.campaign_id JOIN contacts AS c ON c.id = a.contact_id "
        "ORDER BY a.id",
        3,
    )


def segments(tx: Connection) -> Iterator[Row]:
    """Yield the filters that are saved under names."""
    sql = "SELECT name, filter, made_at FROM segments WHERE dropped_at IS NULL ORDER BY name"
    return rows(tx, sql, 2)


def codings(tx: Connection) -> Iterator[Row]:
    """Yield who asked for which theme, and in which message or comment; no theme is nothing."""
    who = "(SELECT handle " + THEIRS.format(who="g.contact_id", on="") + ")"
    return rows(
        tx,
        f"SELECT t.name, {who}, g.at, g.inbound_id, k.platform, k.platform_id FROM codings AS g "
        "LEFT JOIN themes AS t ON t.id = g.theme_id LEFT JOIN comments AS k ON k.id = g.comment_id "
        "WHERE g.ended_at IS NULL ORDER BY g.id",
        2,
    )


def themes(tx: Connection) -> Iterator[Row]:
    """Yield what people ask for, and what was made of it."""
    return rows(
        tx,
        "SELECT name, key, state, opened_at, idea, made_title, made_link, made_on FROM themes "
        "WHERE merged_into IS NULL ORDER BY id",
        3,
    )


def challenges(tx: Connection) -> Iterator[Row]:
    """Yield the challenges, those that ended included."""
    return rows(
        tx,
        "SELECT name, task, starts_on, ends_on, tag, made_at, ended_at FROM challenges ORDER BY id",
        5,
        6,
    )


def challenge_entries(tx: Connection) -> Iterator[Row]:
    """Yield who took part in which challenge, and how often that was watched."""
    who = "(SELECT handle " + THEIRS.format(who="e.contact_id", on="") + ")"
    return rows(
        tx,
        f"SELECT c.name, {who}, e.at, e.link, e.views, e.views_at FROM challenge_entries AS e "
        "JOIN challenges AS c ON c.id = e.challenge_id ORDER BY e.id",
        2,
        5,
    )


def two_people(tx: Connection) -> Iterator[Row]:
    """Yield who is not the same person as somebody, by the creator's word."""
    one, other = (
        "(SELECT handle "
        + THEIRS.format(who=f"coalesce({each}.merged_into, {each}.id)", on="")
        + ")"
        for each in "ab"
    )
    return rows(
        tx,
        f"SELECT {one}, {other}, t.at FROM two_people AS t JOIN contacts AS a "
        "ON a.id = t.contact_id JOIN contacts AS b ON b.id = t.other_id ORDER BY t.id",
        2,
    )


def sessions(tx: Connection) -> Iterator[Row]:
    """Yield when sessions began and ended, for how long they were meant, and their cards."""
    return rows(
        tx,
        "SELECT id, began_at, ended_at, minutes, json_array_length(plan) FROM sessions ORDER BY id",
        1,
        2,
    )


def noted_figures(tx: Connection) -> Iterator[Row]:
    """Yield the figures noted by hand, as ``kpi import`` reads them."""
    return rows(
        tx,
        "SELECT a.platform, a.handle, f.name, CASE f.value WHEN CAST(f.value AS INTEGER) "
        "THEN CAST(f.value AS INTEGER) ELSE f.value END, f.first_on, f.last_on, f.source, f.paid, "
        "f.post, f.noted_at FROM noted_figures AS f JOIN accounts AS a ON a.id = f.account_id "
        "WHERE f.taken_at IS NULL ORDER BY f.id",
        9,
    )


def goals(tx: Connection) -> Iterator[Row]:
    """Yield the goals."""
    return rows(
        tx,
        "SELECT a.platform, a.handle, g.name, g.target, g.begun_on, g.by_on, g.noted_at "
        "FROM goals AS g JOIN accounts AS a ON a.id = g.account_id WHERE g.taken_at IS NULL "
        "ORDER BY g.id",
        6,
    )


def competitors(tx: Connection) -> Iterator[Row]:
    """Yield every look at another account."""
    sql = (
        "SELECT handle, platform, on_day, followers, posts, views, note FROM competitor_looks "
        "WHERE taken_at IS NULL ORDER BY id"
    )
    return rows(tx, sql)


def own_changes(tx: Connection) -> Iterator[Row]:
    """Yield what was changed, and on which day."""
    return rows(tx, "SELECT on_day, words FROM own_changes WHERE taken_at IS NULL ORDER BY id")


def pauses(tx: Connection) -> Iterator[Row]:
    """Yield the words that too many answered by asking to stop, and when they were let go on."""
    return rows(
        tx,
        "SELECT purpose, template, campaign, at, opt_outs, contacts, percent, ended_at, "
        "ended_with, reason FROM pauses ORDER BY id",
        3,
        7,
    )
