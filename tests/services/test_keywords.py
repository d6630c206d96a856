"""Writing an announced word is a yes to its purpose: once, quoted, and never against a no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import ConsentKind, InboundClass, Purpose, SuppressionReason
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services import (
    checkup,
    drafting,
    erasing,
    exporting,
    importing,
    keywords,
    people,
    queue,
    replies,
    undoing,
)
from dm_assistant.services.views import ConsentLine
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.workshop import (
    GROWS,
    NOON,
    comment,
    comments,
    database_bytes,
    load,
    out,
    refusal,
    tables,
    wait,
    wrote,
)

SECOND = timedelta(seconds=1)
WORD = "FOGLIST"
PAST = NOON - timedelta(days=20)
LEDGER = ("journal", "imports", *GROWS)


@pytest.fixture
def told(empty: Workspace) -> Workspace:
    """Give a workspace in which a word was announced for feedback twenty days ago."""
    keywords.add(empty, WORD, Purpose.FEEDBACK, from_at=PAST)
    return empty


def said(ws: Workspace, *rows: tuple[object, ...], name: str = "c.csv") -> Path:
    return comments(ws.path.parent / name, *rows)


def yeses(ws: Workspace, handle: str) -> list[ConsentLine]:
    found = people.person(ws, handle).consents
    return [line for line in found if line.kind == ConsentKind.KEYWORD]


def agreed(ws: Workspace, handle: str, purpose: Purpose = Purpose.FEEDBACK) -> bool:
    finding = people.check(ws, handle, purpose).finding("consent")
    assert finding is not None
    return finding.status is not Status.BLOCK


# --- announcing ------------------------------------------------------------------------------


def test_a_word_is_announced_listed_ended_and_each_is_undone(empty: Workspace) -> None:
    before = tables(empty, LEDGER)
    made = keywords.add(empty, WORD, Purpose.OFFER)
    assert (made.word, made.purpose, made.from_at, made.until_at, made.found) == (
        WORD,
        Purpose.OFFER,
        NOON,
        None,
        0,
    )
    announced = tables(empty, LEDGER)
    wait(empty, days=1)
    ended = keywords.end(empty, "foglist")
    assert ended.until_at == NOON + timedelta(days=1)
    assert keywords.all_announcements(empty) == (ended,)
    assert undoing.undo(empty).act == "keywords_end"
    assert tables(empty, LEDGER) == announced
    assert undoing.undo(empty).act == "keywords_add"
    assert tables(empty, LEDGER) == before


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda ws: keywords.add(ws, "the", Purpose.OFFER), "common word"),
        (lambda ws: keywords.add(ws, "V I P", Purpose.OFFER), "one word"),
        (lambda ws: keywords.add(ws, "VI\x00P", Purpose.OFFER), "NUL"),
        (lambda ws: keywords.add(ws, "VIP", Purpose.ANSWER), "thanks, offer"),
        (lambda ws: keywords.add(ws, "VIP", Purpose.INVITE), "thanks, offer"),
        (lambda ws: keywords.add(ws, "VIP", Purpose.OFFER, until_at=NOON), "--until"),
        (lambda ws: keywords.add(ws, "ｆöglist", Purpose.OFFER), "announced for feedback"),
        (lambda ws: keywords.add(ws, WORD, Purpose.FEEDBACK), "announced for feedback"),
        (
            lambda ws: keywords.add(
                ws, WORD, Purpose.OFFER, from_at=PAST - SECOND, until_at=PAST + SECOND
            ),
            "announced for feedback",
        ),
        (lambda ws: keywords.end(ws, "VIP"), "not announced"),
    ],
)
def test_what_cannot_be_announced_is_refused_in_one_line_and_changes_nothing(
    told: Workspace, act: Callable[[Workspace], object], reason: str
) -> None:
    before = database_bytes(told)
    assert reason in refusal(lambda: act(told))
    assert database_bytes(told) == before


def test_a_word_may_mean_something_else_before_and_after(told: Workspace) -> None:
    keywords.add(told, WORD, Purpose.OFFER, from_at=PAST - timedelta(days=9), until_at=PAST)
    keywords.end(told, WORD)
    keywords.add(told, WORD, Purpose.THANKS)
    assert [each.purpose for each in keywords.all_announcements(told)] == [
        Purpose.OFFER,
        Purpose.FEEDBACK,
        Purpose.THANKS,
    ]
    load(told, said(told, *(comment(n, "mia", WORD, days=day) for n, day in enumerate((22, 12)))))
    assert {line.purposes for line in yeses(told, "mia")} == {
        (Purpose.OFFER,),
        (Purpose.FEEDBACK,),
    }


def test_a_word_that_was_ended_before_it_began_is_free_again(empty: Workspace) -> None:
    keywords.add(empty, WORD, Purpose.OFFER, from_at=NOON + timedelta(days=3))
    keywords.end(empty, WORD)
    keywords.add(empty, WORD, Purpose.THANKS)
    wait(empty, days=1)
    keywords.end(empty, WORD)
    assert "not announced" in refusal(lambda: keywords.end(empty, WORD))


def test_what_was_announced_is_taken_out_with_the_rest(told: Workspace, tmp_path: Path) -> None:
    files = {path.name: path for path in exporting.export_all(told, tmp_path / "out")}
    assert files["keywords.csv"].read_text("utf-8").splitlines() == [
        "word,purpose,from,until",
        "FOGLIST,feedback,2024-09-11T12:00:00Z,",
    ]


# --- comments --------------------------------------------------------------------------------


def test_an_imported_comment_with_the_word_is_a_yes_that_quotes_it(told: Workspace) -> None:
    words = "Foglíst please 🙏\nfor my sister"
    path = said(told, comment(7, "mia", words), comment(8, "tom", "what a lovely fog"))
    report = load(told, path)
    assert report.consent_changes == 1
    [line] = yeses(told, "mia")
    assert (line.words, line.where, line.purposes) == (words, "comment", (Purpose.FEEDBACK,))
    assert line.event_at == NOON - timedelta(days=3)
    [row] = tables(told)["consents"]
    [stored] = [row for row in tables(told)["comments"] if row[2] == "7"]
    assert stored[0] in row
    assert agreed(told, "mia")
    assert not agreed(told, "mia", Purpose.OFFER)
    assert not agreed(told, "tom")
    assert keywords.all_announcements(told)[0].found == 1
    assert [check.detail for check in checkup.doctor(told) if not check.ok] == []


def test_the_same_comment_again_leaves_no_trace(told: Workspace) -> None:
    path = said(told, comment(1, "mia", WORD), comment(2, "tom", WORD), comment(2, "tom", WORD))
    assert load(told, path).consent_changes == 2
    before = database_bytes(told)
    wait(told, hours=2)
    again = load(told, path)
    assert (again.consent_changes, again.batch) == (0, None)
    assert database_bytes(told) == before
    more = load(
        told, said(told, comment(1, "mia", WORD, likes=9), comment(3, "mia", "again: foglist"))
    )
    assert more.consent_changes == 1
    assert len(yeses(told, "mia")) == 2


def test_a_dry_run_counts_the_yeses_and_keeps_none(told: Workspace) -> None:
    path = said(told, comment(1, "mia", WORD))
    before = database_bytes(told)
    assert load(told, path, dry_run=True).consent_changes == 1
    assert database_bytes(told) == before


def test_a_comment_that_was_edited_to_hold_the_word_is_one_yes(told: Workspace) -> None:
    load(told, said(told, comment(1, "mia", "what a lovely fog")))
    assert load(told, said(told, comment(1, "mia", "foglist!"))).consent_changes == 1
    assert load(told, said(told, comment(1, "mia", "FOGLIST!!"))).consent_changes == 0
    assert [line.words for line in yeses(told, "mia")] == ["foglist!"]


@pytest.mark.parametrize("by", ["batch", "undo"])
def test_taking_the_import_back_takes_its_yeses_back_by_new_entries(
    told: Workspace, by: str
) -> None:
    path = said(told, comment(1, "mia", WORD))
    report = load(told, path)
    entries = len(tables(told)["consents"])
    if by == "undo":
        undoing.undo(told)
    else:
        importing.undo_batch(told, report.batch or 0)
    assert len(tables(told)["consents"]) == entries + 1
    assert (yeses(told, "mia"), agreed(told, "mia")) == ([], False)
    assert keywords.all_announcements(told)[0].found == 0
    assert load(told, path).consent_changes == 1
    assert agreed(told, "mia")


def test_words_count_from_the_first_second_of_the_announcement_to_before_its_end(
    empty: Workspace,
) -> None:
    day = 86_400
    begun, over = NOON - timedelta(days=5), NOON - timedelta(days=2)
    keywords.add(empty, WORD, Purpose.FEEDBACK, from_at=begun, until_at=over)
    rows = [
        comment(number, f"fan{number}", WORD, days=span)
        for number, span in enumerate((5 + 1 / day, 5, 2 + 1 / day, 2))
    ]
    assert load(empty, said(empty, *rows)).consent_changes == 2
    assert [agreed(empty, f"fan{number}") for number in range(4)] == [False, True, True, False]


def test_words_after_the_end_and_words_in_a_no_give_nothing(told: Workspace) -> None:
    keywords.end(told, WORD)
    wait(told, days=3)
    rows = [
        comment(1, "late", WORD, days=-1),
        comment(2, "no", "don't send me foglist"),
        comment(3, "inside", "foglists"),
        comment(4, "future", WORD, days=-30),
    ]
    assert load(told, said(told, *rows)).consent_changes == 0


def test_nobody_who_is_not_to_be_messaged_says_yes_by_a_comment(told: Workspace) -> None:
    load(told, said(told, *(comment(n, each) for n, each in enumerate(("stopped", "gone", "mia")))))
    people.suppress(told, "stopped", SuppressionReason.COMPLAINT)
    erasing.forget(told, "gone")
    rows = [comment(9 + n, each, WORD) for n, each in enumerate(("stopped", "gone", "me.me"))]
    report = load(told, said(told, *rows))
    assert (report.consent_changes, report.erased_skipped, report.own) == (0, 1, 1)
    assert tables(told)["consents"] == []
    assert not agreed(told, "stopped")


def test_somebody_never_messaged_who_takes_another_name_gives_nothing(told: Workspace) -> None:
    head = (*("cid", "uniqueId", "text", "videoWebUrl", "createTimeISO"), "uid")
    url, at = "https://www.tiktok.com/@me.me/video/7418294751977327801", "2024-09-30T10:00:00Z"

    def row(number: int, handle: str, text: str) -> Path:
        path = told.path.parent / f"{number}.csv"
        return workspaces.write_csv(path, head, [(number, handle, text, url, at, "u77")])

    load(told, row(1, "old.name", "hello fog"))
    people.suppress(told, "old.name", SuppressionReason.OPT_OUT)
    assert load(told, row(2, "new.name", WORD)).consent_changes == 0


@pytest.mark.parametrize(("days", "counts"), [(10, False), (9.999, True)])
def test_words_give_back_what_was_withdrawn_only_when_they_come_later(
    told: Workspace, days: float, counts: bool
) -> None:
    load(told, said(told, comment(1, "mia")))
    ledger = workspaces.write_csv(
        told.path.parent / "l.csv",
        ("handle", "platform", "purposes", "kind", "when", "words", "where"),
        [("mia", "tiktok", "feedback", "withdrawn", "2024-09-21T12:00:00Z", "no more", "dm")],
    )
    load(told, ledger)
    report = load(told, said(told, comment(2, "mia", WORD, days=days), name="d.csv"))
    assert (report.consent_changes, agreed(told, "mia")) == (int(counts), counts)


# --- what is stored already ------------------------------------------------------------------


def test_words_before_the_announcement_do_not_count_unless_it_is_dated_back(
    empty: Workspace,
) -> None:
    path = said(empty, comment(1, "mia", WORD, days=3), comment(2, "tom", WORD, days=8))
    report = load(empty, path)
    replies.log(empty, "mia", f"{WORD} please", at=NOON - timedelta(days=2))
    assert keywords.add(empty, WORD, Purpose.FEEDBACK).found == 0
    undoing.undo(empty)
    before = tables(empty, LEDGER)
    entries = len(tables(empty)["consents"])
    made = keywords.add(empty, WORD, Purpose.FEEDBACK, from_at=NOON - timedelta(days=5))
    assert made.found == 2
    assert [line.where for line in yeses(empty, "mia")] == ["comment", "dm"]
    assert not agreed(empty, "tom")
    undoing.undo(empty)
    assert (yeses(empty, "mia"), tables(empty, LEDGER)) == ([], before)
    assert len(tables(empty)["consents"]) == entries + 4
    keywords.add(empty, WORD, Purpose.FEEDBACK, from_at=NOON - timedelta(days=5))
    importing.undo_batch(empty, report.batch or 0)
    assert [line.where for line in yeses(empty, "mia")] == ["dm"]


def test_a_waiting_draft_becomes_ready_when_the_word_is_found(empty: Workspace) -> None:
    load(empty, said(empty, comment(1, "mia", f"{WORD} for the lovely blue fog please")))
    [card] = drafting.make(empty, Purpose.FEEDBACK, names=["mia"]).drafts
    assert (queue.counts(empty).invite, queue.counts(empty).ready) == (1, 0)
    keywords.add(empty, WORD, Purpose.FEEDBACK, from_at=NOON - timedelta(days=5))
    assert card.row.item.id
    assert queue.counts(empty).invite == 0


# --- direct messages -------------------------------------------------------------------------


def test_a_message_with_the_word_is_a_yes_and_undone_with_the_reply(told: Workspace) -> None:
    load(told, said(told, comment(1, "mia")))
    before = tables(told, LEDGER)
    wrote(told, "hi! FOGLIST please", "mia", InboundClass.POSITIVE)
    kinds = {line.kind: line for line in people.person(told, "mia").consents}
    assert kinds.keys() == {"wrote_first", "keyword"}
    assert {line.words for line in kinds.values()} == {"hi! FOGLIST please"}
    assert kinds["keyword"].where == "dm"
    undoing.undo(told)
    assert people.person(told, "mia").consents == ()
    assert tables(told, LEDGER) == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("stop sending me foglist", None),
        ("foglist? not interested", None),
        ("foglist", InboundClass.SOFT_NO),
        ("foglist", InboundClass.LATER),
        ("foglist", InboundClass.OPT_OUT),
    ],
)
def test_a_message_that_says_no_is_no_yes(
    told: Workspace, text: str, kind: InboundClass | None
) -> None:
    load(told, said(told, comment(1, "mia")))
    wrote(told, text, "mia", kind)
    assert yeses(told, "mia") == []


def test_who_opted_out_does_not_come_back_by_a_word(told: Workspace) -> None:
    load(told, said(told, comment(1, "mia")))
    wrote(told, "please stop messaging me", "mia")
    wait(told, days=1)
    wrote(told, "hey, do send me the foglist", "mia", InboundClass.POSITIVE)
    assert yeses(told, "mia") == []
    assert people.check(told, "mia", Purpose.FEEDBACK).status is Status.BLOCK


# --- how long and how often ------------------------------------------------------------------


def test_a_yes_by_comment_is_good_for_thirty_days_to_the_second(told: Workspace) -> None:
    load(told, said(told, comment(1, "mia", WORD, days=0)))
    told.fixed_now = NOON + timedelta(days=30) - SECOND
    assert agreed(told, "mia")
    told.fixed_now = NOON + timedelta(days=30)
    assert not agreed(told, "mia")


def test_a_yes_by_comment_is_good_for_one_message(empty: Workspace) -> None:
    keywords.add(empty, WORD, Purpose.THANKS, from_at=PAST)
    lovely = "the light in this one is so very soft"
    load(
        empty,
        said(empty, comment(1, "mia", f"{WORD} please"), comment(2, "mia", lovely, video=2)),
    )
    assert agreed(empty, "mia", Purpose.THANKS)
    out(empty, "mia")
    wait(empty, hours=1)
    assert not agreed(empty, "mia", Purpose.THANKS)
    rows = [comment(3, "mia", f"{WORD} again", days=-1 / 48)]
    wait(empty, hours=1)
    assert load(empty, said(empty, *rows)).consent_changes == 1
    assert agreed(empty, "mia", Purpose.THANKS)
