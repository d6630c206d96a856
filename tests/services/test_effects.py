"""Did messages move anything: who is compared, and what of them is counted."""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.domain.model import Purpose
from dm_assistant.errors import BadInputError
from dm_assistant.services import drafting, erasing, merging
from dm_assistant.services.impact import effect, impact, ranks, spikes
from dm_assistant.services.workspace import Workspace
from dm_assistant.tui.numbers_desk import NumbersDesk
from tests import studio, workspaces
from tests.services.campaigning import CROWD, NAME, begun, of, ran
from tests.services.workshop import NOON, comment, comments, load, wait

EVEN = "seed 7"
"""A seed that holds out ten of the twenty."""


def drawn(ws: Workspace) -> tuple[list[str], list[str]]:
    """Make a campaign that holds half of the crowd out; return who drew a message, and who not."""
    begun(ws, holdout=50, seed=EVEN)
    run = ran(ws)
    return [*of(run, Outcome.DRAFT), *of(run, Outcome.HELD)], of(run, Outcome.HELD_OUT)


def write(ws: Workspace, folder: Path, number: int = 0, **after: int) -> None:
    """Let people write so many comments in the four weeks from now on, and one once they are over.

    Names have their dots as underscores.
    """
    rows = [
        comment(number * 10_000 + place * 100 + each, handle.replace("_", "."), days=-1 - each % 26)
        for place, (handle, many) in enumerate(after.items())
        for each in range(many)
    ]
    load(ws, comments(folder / f"after{number}.csv", *rows, comment(99_999, CROWD[0], days=-29)))


def test_everybody_counts_as_drawn_once_their_weeks_are_known_to_be_over(
    crowded: Workspace, tmp_path: Path
) -> None:
    messaged, out = drawn(crowded)
    assert (len(messaged), len(out)) == (10, 10)
    found = effect(crowded)
    assert found.pooled.outcome.reason == "nobody whose 28 days are over was held out"
    assert found.pooled.left.young == 20
    wait(crowded, days=29)
    # Nothing was imported since: that nobody wrote is not known.
    assert effect(crowded).pooled.left.young == 20
    many = {who.replace(".", "_"): 5 if who in messaged else 2 for who in CROWD}
    write(crowded, tmp_path, **many)
    found = effect(crowded)
    outcome = found.pooled.outcome
    assert (outcome.messaged.comments, outcome.held_out.comments) == (50, 20)
    assert (outcome.difference, outcome.ratio) == (3, 2.5)
    assert outcome.p == 0.001
    assert found.pooled.left == (0, 0, 0, 0)
    assert "the DMs probably raised comments." in " ".join(found.sentences())
    assert [each.campaign for each in found.campaigns] == [NAME]
    assert found.campaigns[0].outcome.difference == 3
    assert effect(crowded).as_json() == found.as_json()


def test_by_hand_erased_merged_and_written_to_people_are_where_the_draw_put_them(
    crowded: Workspace, tmp_path: Path
) -> None:
    messaged, out = drawn(crowded)
    load(crowded, comments(tmp_path / "late.csv", comment(1, "late.lou", days=1)))
    drafting.make(crowded, Purpose.THANKS, names=["late.lou"], campaign=NAME)
    wait(crowded, days=29)
    write(crowded, tmp_path, **{who.replace(".", "_"): 3 for who in CROWD})
    before = effect(crowded).pooled
    assert before.left.by_hand == 1
    assert (before.outcome.messaged.n, before.outcome.held_out.n) == (10, 10)
    merging.merge(crowded, messaged[0], out[1])
    merged = effect(crowded).pooled
    assert (merged.outcome.messaged.n, merged.outcome.held_out.n) == (9, 10)
    assert merged.outcome.held_out.comments == 33
    erasing.forget(crowded, out[2])
    erased = effect(crowded).pooled
    assert (erased.left.erased, erased.outcome.held_out.n) == (1, 9)
    assert erased.outcome.p is None
    assert "nothing is known" in " ".join(effect(crowded).sentences())


def test_who_was_held_out_and_written_to_all_the_same_stays_held_out(
    crowded: Workspace, tmp_path: Path
) -> None:
    _, out = drawn(crowded)
    touched(crowded, out[0], -2, "thanks", "sent")
    wait(crowded, days=29)
    write(crowded, tmp_path, **{who.replace(".", "_"): 3 for who in CROWD})
    found = effect(crowded).pooled
    assert (found.outcome.held_out.n, found.left.written_to) == (10, 1)


def touched(ws: Workspace, handle: str, days: float, purpose: str, state: str) -> None:
    """Note a message of long ago, as an import would."""
    at = int((NOON - timedelta(days=days)).timestamp())
    with ws.database.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO touches (contact_id, account_id, at, purpose, state) "
            "SELECT contact_id, 1, ?, ?, ? FROM handles WHERE handle = ?",
            (at, purpose, state, handle),
        )


def test_messaged_people_are_compared_with_others_over_the_same_weeks(
    empty: Workspace, tmp_path: Path
) -> None:
    fans = [f"fan{place:02}" for place in range(60)]
    rows = [comment(0, "somebody.else", days=0)]
    for place, who in enumerate(fans):
        after = (40, 45, 50, 55) if place < 20 else (41, 51)
        rows += [comment(len(rows) + n, who, days=d) for n, d in enumerate((170, 115, 105, *after))]
    rows += [comment(9_000 + n, fans[0], days=75 + n % 20) for n in range(60)]
    rows += [comment(9_100 + n, "new.here", days=110) for n in range(60)]
    load(empty, comments(tmp_path / "early.csv", *rows))
    alone = effect(empty).difference
    assert alone.reason == "not enough comments to compare"
    for who in fans[:20]:
        touched(empty, who, 66, "thanks", "sent")
    for who, purpose, state in (
        (fans[20], "answer", "sent"),
        (fans[21], "invite", "sent"),
        (fans[22], "thanks", "handed_over"),
    ):
        touched(empty, who, 66, purpose, state)
    found = effect(empty).difference
    assert (found.messaged, found.others) == (20, 40)
    assert found.sums == pytest.approx((40, 80, 80, 80))
    assert [found.ratio, found.low] == pytest.approx([2, 1.9], abs=0.2)
    erasing.forget(empty, fans[0])
    found = effect(empty).difference
    assert (found.messaged, found.ratio) == (19, None)


def figured(ws: Workspace, folder: Path, number: int = 100, spike: int = 10) -> None:
    drawn_by = Random(3)  # noqa: S311 - the same days in every run
    end = ws.now().date() - timedelta(days=2)
    high = end - timedelta(days=spike)
    load(
        ws,
        studio.overview(
            folder / "Overview.csv",
            number,
            end=end,
            views=lambda day: (
                90_000 if day == high else int(900 * math.exp(drawn_by.gauss(0, 0.3)))
            ),
        ),
    )


def test_a_spike_stands_with_what_happened_around_it_on_every_screen_alike(
    empty: Workspace, tmp_path: Path
) -> None:
    figured(empty, tmp_path)
    found = effect(empty)
    [surge] = [each for each in found.surges if each.spike.name == "video_views"]
    assert surge.spike.value == 90_000
    assert surge.spike.on == empty.now().date() - timedelta(days=12)
    assert [each for each in spikes(empty, shown=28) if each.spike.name == "video_views"] == [surge]
    assert spikes(empty, shown=5) == ()
    days = {each.name: each for each in found.series}
    assert (days["video_views"].days, days["new_followers"].days) == (100, 0)
    assert "0 days are known" in days["new_followers"].reason
    [views, followers, _] = ranks(empty, surge.spike.on)
    assert views.larger == views.dates > 20
    assert followers.reason
    [views, *_] = ranks(empty, empty.now().date() - timedelta(days=8))
    assert (views.larger, views.dates) == (None, 0)


def test_other_days_and_accounts_are_chosen_and_wrong_ones_refused(empty: Workspace) -> None:
    today = empty.now().date()
    week_ago = today - timedelta(days=7)
    assert impact(empty, until=week_ago, shown=3).days[-1] == week_ago
    assert impact(empty, account="@ME.me").account == "me.me"
    for wrong, why in (
        ({"until": today + timedelta(days=1)}, "--until lies in the future"),
        ({"since": today, "until": week_ago}, "--until is before --since"),
        ({"account": "nobody"}, "none of your accounts is 'nobody'; there are: tiktok:me.me$"),
    ):
        with pytest.raises(BadInputError, match=why):
            effect(empty, **wrong)


def test_the_screens_turn_from_account_to_account_and_all_pages_follow(
    empty: Workspace, tmp_path: Path
) -> None:
    figured(empty, tmp_path)
    with empty.database.write() as tx:
        tx.exec_driver_sql("UPDATE accounts SET handle = 'me.me' WHERE platform = 'instagram'")
    with workspaces.reopened(empty) as again:
        again.fixed_now = empty.now()
        desk = NumbersDesk(again)
        seen = []
        for _ in range(3):
            found = desk.impact(28)
            known = [each.days for each in desk.effect().series]
            seen.append((found.platform, found.known, known[0], len(desk.spikes(28))))
            desk.turn_account(found)
        assert seen == [("tiktok", 26, 100, 1), ("instagram", 0, 0, 0), ("tiktok", 26, 100, 1)]
        assert desk.accounts == ("tiktok:me.me", "instagram:me.me")
