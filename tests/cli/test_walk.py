"""The main job from end to end, on the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import TIKTOK_SAMPLE

from .conftest import Ran, Run

WINDOW = {"opened_at", "closes_at", "messages_left"}


@pytest.fixture
def audience(practice: Run) -> Run:
    """The sample's people, ranked; the best five of them have said yes."""
    if not TIKTOK_SAMPLE.is_file():
        pytest.skip("shared/samples is not here")
    assert practice("import", TIKTOK_SAMPLE).code == 0
    return practice


def top(run: Run, number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("contacts", "--top", number, "--json").document
    return found


def consents(path: Path, handles: list[str]) -> Path:
    heads = ["handle", "platform", "purposes", "kind", "when", "words", "where"]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(heads)
        for handle in handles:
            rows.writerow(
                [
                    handle,
                    "tiktok",
                    "thanks;feedback",
                    "explicit",
                    "2024-09-29T10:00:00+00:00",
                    "yes, write me",
                    "live on Sunday",
                ]
            )
    return path


def ready(run: Run, tmp_path: Path, number: int = 5) -> list[dict[str, Any]]:
    """Let the best people say yes and draft thanks for them."""
    handles = [each["handle"] for each in top(run, number)]
    assert run("import", consents(tmp_path / "consents.csv", handles)).code == 0
    ran = run("draft", "--for", "thanks", "--top", number, "--json")
    assert ran.code == 0, ran.err
    drafts: list[dict[str, Any]] = ran.document["drafts"]
    return drafts


def allowed(drafts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in drafts if each["verdict"]["status"] in {"allow", "warn"}]


def test_the_sample_is_read_with_its_times_put_right(practice: Run) -> None:
    if not TIKTOK_SAMPLE.is_file():
        pytest.skip("shared/samples is not here")
    (file,) = practice("import", TIKTOK_SAMPLE, "--json").document["files"]
    assert (file["rows"], file["new"], file["rejected"]) == (38, 38, [])
    assert file["consent_changes"] == 0
    assert any("7" in note for note in file["notes"])


def test_every_score_is_the_sum_of_its_terms(audience: Run) -> None:
    people = top(audience, 10)
    assert len(people) == 10
    scores = [each["score"] for each in people]
    assert scores == sorted(scores, reverse=True)
    for each in people:
        assert round(sum(each["terms"].values()), 1) == each["score"]
        assert each["last_comment_at"].endswith("Z")


def test_every_draft_names_its_template_its_sources_and_its_verdict(
    audience: Run, tmp_path: Path
) -> None:
    drafts = ready(audience, tmp_path)
    assert drafts
    for each in drafts:
        assert each["purpose"] == "thanks"
        assert each["template"]
        assert each["version"]
        assert each["sources"]
        assert set(each["verdict"]) == {"status", "until", "findings", "unlock"}
        for source in each["sources"]:
            assert source["phrase"] in each["text"]


def test_the_main_job_from_import_to_undo(
    audience: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = audience
    drafts = allowed(ready(run, tmp_path))
    assert drafts
    counts = run("queue", "--json").document["counts"]
    assert counts["ready"] == len(drafts)
    listed = run("queue", "--lane", "ready", "--json").document["items"]
    assert {each["id"] for each in listed} == {each["id"] for each in drafts}
    draft = drafts[0]
    assert run("approve", draft["id"], "--json").document[0]["state"] == "approved"
    (given,) = run("handover", draft["id"], "--json").document
    assert (given["state"], given["text"]) == ("handed_over", draft["text"])
    assert given["link"] == f"https://www.tiktok.com/@{draft['handle']}"
    assert run("sent", draft["id"], "--json").document[0]["state"] == "sent"
    monkeypatch.setenv("DM_ASSISTANT_NOW", "2024-10-01T15:00:00+00:00")
    logged = run(
        "reply", draft["handle"], "--text", "thank you!! what mic do you use?", "--json"
    ).document
    assert (logged["answers"], logged["intent"], logged["opt_out"]) == (
        draft["id"],
        "question",
        False,
    )
    assert set(logged["window"]) == WINDOW
    stats = run("stats", "--json").document
    assert (stats["totals"]["sent"], stats["totals"]["reply"]["k"]) == (1, 1)
    assert run("queue", "--json").document["counts"]["reply"] == 1
    undone = run("undo", "--json")
    assert undone.code == 0
    assert undone.document["act"]
    assert run("queue", "--json").document["counts"]["reply"] == 0
    assert run("stats", "--json").document["totals"]["reply"]["k"] == 0


def test_the_words_to_paste_are_printed_whole_and_unbroken(audience: Run, tmp_path: Path) -> None:
    draft = allowed(ready(audience, tmp_path))[0]
    audience("approve", draft["id"])
    page = audience("handover", draft["id"]).out
    assert draft["text"] in page
    assert f"https://www.tiktok.com/@{draft['handle']}" in page


def test_an_opt_out_takes_back_what_was_waiting(audience: Run, tmp_path: Path) -> None:
    draft = allowed(ready(audience, tmp_path))[0]
    audience("approve", draft["id"])
    logged = audience("reply", draft["handle"], "--text", "STOP", "--json").document
    assert logged["opt_out"] is True
    assert draft["id"] in logged["withdrawn"]
    verdict = audience("check", draft["handle"], "--json")
    assert (verdict.code, verdict.document["status"]) == (0, "block")
    again = audience("handover", draft["id"])
    assert again.code in {2, 3}


def test_an_edited_draft_keeps_the_words_it_was_given(audience: Run, tmp_path: Path) -> None:
    draft = ready(audience, tmp_path)[0]
    text = "Hi! Your comment on the hair video made my day 🐰\nThank you!"
    (edited,) = audience("edit", draft["id"], "--text", text, "--json").document
    assert edited["text"] == text


def test_a_snooze_and_a_skip_leave_the_ready_lane_and_undo_brings_both_back(
    audience: Run, tmp_path: Path
) -> None:
    drafts = allowed(ready(audience, tmp_path))
    ids = [each["id"] for each in drafts]
    ran = audience("snooze", *ids, "--until", "2024-10-05", "--json")
    assert [each["state"] for each in ran.document] == ["snoozed"] * len(ids)
    assert audience("queue", "--json").document["counts"]["ready"] == 0
    audience("undo")
    assert audience("queue", "--json").document["counts"]["ready"] == len(ids)
    audience("skip", *ids)
    audience("undo")
    assert audience("queue", "--json").document["counts"]["ready"] == len(ids)


def test_a_bulk_approval_names_what_it_refused_and_keeps_the_rest(
    audience: Run, tmp_path: Path
) -> None:
    drafts = ready(audience, tmp_path)
    good = allowed(drafts)[0]
    stranger = top(audience, 10)[-1]["handle"]
    made = audience("draft", "--for", "thanks", stranger, "--json").document["drafts"]
    assert made, "a draft without permission is made, and says so"
    ran = audience("approve", good["id"], made[0]["id"], "--json")
    assert ran.code == 3
    by_id = {each["id"]: each for each in ran.document}
    assert by_id[good["id"]]["state"] == "approved"
    assert by_id[made[0]["id"]]["refused"]
    assert by_id[made[0]["id"]]["verdict"]["status"] == "block"


def test_an_approval_without_permission_is_refused_with_its_verdict(audience: Run) -> None:
    stranger = top(audience, 1)[0]["handle"]
    made = audience("draft", "--for", "thanks", stranger, "--json").document["drafts"]
    ran = audience("approve", made[0]["id"], "--json")
    assert ran.code == 3
    assert "consent" in {
        each["rule"] for each in ran.document["findings"] if each["status"] == "block"
    }
    assert ran.err.startswith("dm-assistant: refused: ")
    assert ran.err.count("\n") == 1


def test_one_rule_is_set_aside_for_one_message_with_a_reason(audience: Run) -> None:
    stranger = top(audience, 1)[0]["handle"]
    made = audience("draft", "--for", "thanks", stranger, "--json").document["drafts"]
    approve = ("approve", made[0]["id"], "--json")
    assert audience(*approve).document["findings"][6] == {
        "rule": "consent",
        "status": "block",
        "detail": "Nothing says that they want a message of the kind 'thanks'.",
        "until": None,
        "overridable": True,
        "places": [],
    }
    for bad in (
        ("--override", "consent"),
        ("--override", "consent", "--reason", "because"),
        ("--override", "konsent", "--reason", "she asked me for it on my live"),
    ):
        ran = audience(*approve, *bad)
        assert (ran.code, ran.err.count("\n")) == (2, 1)
    why = ("--reason", "she asked me for it on my live")
    assert audience(*approve, "--override", "gap", *why).code == 3
    [moved] = audience(*approve, "--override", "consent", *why).document
    assert moved["state"] == "approved"


@pytest.mark.slow
def test_of_two_processes_that_approve_one_person_one_is_refused_in_plain_words(
    audience: Run, tmp_path: Path
) -> None:
    first = allowed(ready(audience, tmp_path, 1))[0]
    made = audience("draft", "--for", "feedback", first["handle"], "--json").document
    second = made["drafts"][0]
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "dm_assistant", "approve", str(draft["id"])],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for draft in (first, second)
    ]
    ended = []
    for process in both:
        out, err = process.communicate(timeout=60)
        ended.append(Ran(process.returncode, out, err))
    assert sorted(each.code for each in ended) == [0, 3]
    loser = next(each for each in ended if each.code == 3)
    assert loser.err.count("\n") == 1
    assert first["handle"] in loser.err
    assert audience("queue", "--json").document["counts"]["approved"] == 1


def test_one_persons_page_holds_words_consent_and_what_happened(
    audience: Run, tmp_path: Path
) -> None:
    draft = ready(audience, tmp_path)[0]
    page = audience("show", draft["handle"], "--json").document
    assert page["contact"]["handle"] == draft["handle"]
    assert page["consents"][0]["words"] == "yes, write me"
    assert page["timeline"]
    times = [each["at"] for each in page["timeline"]]
    assert times in (sorted(times), sorted(times, reverse=True))
    text = audience("show", f"@{draft['handle']}")
    assert text.code == 0
    assert "“yes, write me”" in text.out


@pytest.mark.parametrize(
    "command",
    [
        "contacts",
        "show {handle}",
        "check {handle}",
        "check {handle} --for offer",
        "queue",
        "stats",
        "stats --by purpose",
        "stats --by weekday --since 2024-09-01",
        "timing --since 2024-09-01",
        "templates list",
        "templates check",
        "codes list",
        "suppressions list",
        "journal",
        "doctor",
        "backup",
        "export {handle}",
    ],
)
def test_every_question_answers_in_one_document_and_in_text(
    audience: Run, tmp_path: Path, command: str
) -> None:
    draft = ready(audience, tmp_path)[0]
    words = command.format(handle=draft["handle"]).split()
    ran = audience(*words, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert isinstance(json.loads(ran.out), dict | list)
    text = audience(*words)
    assert (text.code, text.err) == (0, "")
    assert text.out.strip()
    assert "None" not in text.out


@pytest.mark.parametrize("family", ["codes", "keywords", "segments", "suppressions", "templates"])
def test_a_family_of_commands_alone_lists_what_there_is(practice: Run, family: str) -> None:
    alone, named = practice(family, "--json"), practice(family, "list", "--json")
    assert (alone.code, alone.out, alone.err) == (0, named.out, "")
