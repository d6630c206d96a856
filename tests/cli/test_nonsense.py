"""Nonsense said to the commands of the journeys: one line, the right exit code, nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from dm_assistant.cli.main import main
from dm_assistant.domain.text import to_screen
from tests.domain.hostile_strings import hostile_items
from tests.workspaces import FANS, comments_file, dump

from .conftest import NOW, Run

MIA, ZOE, _TOM = FANS
THERE = "fogcode"

NONSENSE = (
    # campaigns
    "campaigns nonsense",
    "campaigns new",
    "campaigns new x",
    "campaigns new x --for nonsense",
    "campaigns new x --for answer",
    "campaigns new spring --for thanks",
    "campaigns new x --for thanks --segment tier:nonsense",
    "campaigns new x --for thanks --segment (",
    "campaigns new x --for thanks --variant nonsense",
    "campaigns new x --for thanks --variant warm --variant warm",
    "campaigns new x --for thanks --variant warm=0",
    "campaigns new x --for thanks --variant warm=much",
    "campaigns new x --for thanks --holdout 51",
    "campaigns new x --for thanks --holdout -1",
    "campaigns new x --for thanks --holdout 1e1",
    "campaigns new x --for thanks --from 2024-13-01",
    "campaigns new x --for thanks --from 2024-12-01 --until 2024-11-01",
    "campaigns new x --for offer --pool nonsense",
    "campaigns new x --for thanks --fill idea",
    "campaigns new x --for thanks --fill nonsense=1",
    "campaigns try nonsense",
    "campaigns run nonsense",
    "campaigns run spring --top 0",
    "campaigns run spring --dry-run",
    "campaigns show",
    "campaigns show spring spring",
    "campaigns people nonsense",
    "campaigns follow-up nonsense",
    "campaigns follow-up spring --top 3",
    "campaigns edit spring --segment tier:nonsense",
    "campaigns end nonsense",
    # codes
    "codes nonsense",
    "codes add",
    "codes add x",
    "codes add x --from /nowhere/codes.csv",
    "codes make x",
    "codes make x --pattern *-* --count 5",
    "codes make x --pattern ABC --count 5",
    "codes make x --pattern A-****** --count 0",
    "codes make x --pattern A-****** --count 999999999999",
    "codes make x --pattern A-****** --count 3 --ends 2024-02-30",
    "codes make x --pattern A-****** --count 3 --ends 2020-01-01",
    f"codes make {THERE} --pattern A-****** --from f.csv",
    "codes set nonsense --perk x",
    f"codes set {THERE}",
    "codes export nonsense --to {folder}/out.csv",
    f"codes export {THERE}",
    "codes redeem /nowhere/orders.csv",
    "codes redeemed",
    "codes redeemed NONSENSE",
    "codes redeemed FOG-0000 --at someday",
    "codes list x",
    # collabs
    "collabs nonsense",
    "collabs add",
    "collabs add nobody.here --idea x",
    "collabs add {mia} --idea",
    "collabs add {mia} --made x",
    "collabs set 99 --idea x",
    "collabs set 1",
    "collabs set 0 --idea x",
    "collabs set 1 --due someday",
    "collabs pitch 1",
    "collabs pitch 99",
    "collabs pitch x",
    "collabs move 1",
    "collabs move 1 nonsense",
    "collabs move 1 made",
    "collabs move 1 agreed",
    "collabs move 99 talking",
    "collabs move 99999999999999999999 talking",
    "collabs show 99",
    "collabs show",
    "collabs overlap 1",
    "collabs overlap 1 /nowhere/partner.csv",
    "collabs overlap 99 /nowhere/partner.csv",
    "collabs --whose nobody",
    # feedback
    "feedback nonsense",
    "feedback add",
    "feedback add paper",
    "feedback add x --key pp",
    "feedback add x --key p",
    "feedback code",
    "feedback code 99 p",
    "feedback code x p",
    "feedback code c99 p",
    "feedback code 1",
    "feedback code 1 nonsense",
    "feedback code 1 p --nothing",
    "feedback uncode 99",
    "feedback edit p",
    "feedback edit nonsense --name x",
    "feedback merge p p",
    "feedback merge p",
    "feedback idea p",
    "feedback idea nonsense x",
    "feedback move p nonsense",
    "feedback move p made",
    "feedback made p",
    "feedback made nonsense --title x",
    "feedback made p --title x --on someday",
    "feedback tell p",
    "feedback tell nonsense",
    "feedback tell",
    "feedback show nonsense",
    "feedback quotes nonsense",
    "feedback quotes --to /nowhere/at/all/quotes.md",
    "feedback list x",
    "feedback next --names",
    # challenges
    "challenges nonsense",
    "challenges add",
    "challenges add x",
    "challenges add week --task x",
    "challenges add x --task x --until 2024-01-01 --from 2024-02-01",
    "challenges add x --task x --until someday",
    "challenges invite",
    "challenges invite nonsense {mia}",
    "challenges invite week",
    "challenges invite week nobody.here",
    "challenges invite week {mia} --top 3",
    "challenges invite week --segment tier:nonsense",
    "challenges took-part week",
    "challenges took-part week nobody.here",
    "challenges took-part nonsense {mia}",
    "challenges took-part week {mia} --views many",
    "challenges took-part week {mia} --at 2030-01-01",
    "challenges views week {mia}",
    "challenges views week {mia} 5",
    "challenges show nonsense",
    "challenges end nonsense",
    # words
    "segments add",
    "segments add x",
    "segments add x tier:nonsense",
    "segments add x ((",
    "segments show ((",
    "segments show tier:nonsense",
    "segments show score>",
    "segments drop nonsense",
    "contacts --segment nonsense:1",
    "draft --for thanks",
    "draft --for thanks {mia} --top 3",
    "draft --for thanks {mia} --template nonsense",
    "draft --for thanks {mia} --fill x",
    "draft --for thanks {mia} --fill nonsense=x",
    "draft --for thanks {mia} --campaign nonsense --template nonsense",
    "draft --for nonsense {mia}",
    "draft --for thanks nobody.here",
    "edit 99 --text x",
    "edit 99 --fill a=b",
    "edit 1",
    "edit 1 --text x --fill a=b",
    "edit 1 --fill nonsense=b",
    "edit 1 --fill a=b --dry-run",
    "language {mia} klingon",
    "language nobody.here es",
    "language {mia}",
    "language {mia} es --forget",
    "tag {mia}",
    "tag nobody.here x",
    "templates nonsense",
    "templates preview nonsense --for {mia}",
    "templates preview thanks/warm",
    "templates preview thanks/warm --for nobody.here",
    "handover 99",
    "sent 1",
    "handover 1",
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, _practice: Path) -> Path:
    """Make, once, a workspace with one of each: campaign, pool, collab, theme, challenge, draft."""
    folder = tmp_path_factory.mktemp("furnished")
    home = folder / "home"
    shutil.copytree(_practice, home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", NOW)
        patch.setenv("DM_ASSISTANT_HOME", str(home))
        for words in (
            ("import", comments_file(folder / "comments.csv")),
            ("consent", "grant", MIA, "--for", "thanks", "--evidence", "yes, thank me"),
            ("draft", "--for", "thanks", MIA),
            ("reply", ZOE, "--text", "more paper please"),
            ("campaigns", "new", "spring", "--for", "thanks"),
            ("codes", "make", THERE, "--pattern", "FOG-******", "--count", "3"),
            ("collabs", "add", ZOE, "--idea", "a fog painting"),
            ("feedback", "add", "paper", "--key", "p"),
            ("feedback", "code", "1", "p"),
            ("challenges", "add", "week", "--task", "a fog a day"),
        ):
            assert main([str(word) for word in words]) == 0, words
    return home


@pytest.fixture
def settled(run: Run, home: Path, furnished: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a workspace of one's own, with one of each in it."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", NOW)
    shutil.copytree(furnished, home)
    return run


@pytest.fixture
def standing(run: Run, furnished: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on the one workspace, for what changes nothing in it."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", NOW)
    monkeypatch.setenv("DM_ASSISTANT_HOME", str(furnished))
    return run


def require_refused(run: Run, home: Path, words: Sequence[str]) -> None:
    before = dump(home / "workspace.db")
    ran = run(*words)
    assert ran.code in {2, 3}, (ran.out, ran.err)
    assert ran.err.startswith("dm-assistant: ")
    assert ran.err.count("\n") == 1
    assert ran.err.endswith("\n")
    assert "Traceback" not in ran.err
    assert ran.code == 3 or ran.out == ""
    assert dump(home / "workspace.db") == before


@pytest.mark.parametrize("said", NONSENSE)
def test_nonsense_is_one_line_and_changes_nothing(
    standing: Run, furnished: Path, tmp_path: Path, said: str
) -> None:
    words = [each.format(mia=MIA, folder=tmp_path) for each in said.split()]
    require_refused(standing, furnished, words)


PLACES = (
    ("campaigns", "show", "{}"),
    ("campaigns", "new", "x", "--for", "thanks", "--segment", "tier:{}"),
    ("campaigns", "new", "x", "--for", "thanks", "--variant", "{}"),
    ("codes", "export", "{}", "--to", "{folder}/o.csv"),
    ("codes", "make", "x", "--pattern", "{}", "--count", "4"),
    ("codes", "redeemed", "{}"),
    ("collabs", "add", "{}", "--idea", "x"),
    ("collabs", "move", "1", "{}"),
    ("feedback", "show", "{}"),
    ("feedback", "code", "1", "{}"),
    ("challenges", "show", "{}"),
    ("challenges", "took-part", "week", "{}"),
    ("segments", "drop", "{}"),
    ("segments", "show", "tier:{}"),
    ("draft", "--for", "thanks", "{}"),
    ("edit", "1", "--fill", "{}=x"),
    ("language", MIA, "{}"),
)


def a_third(places: Sequence[Sequence[str]], text: str) -> Sequence[Sequence[str]]:
    """Return where a text is tried: every place gets some thirty of them, within the time."""
    return places[len(text) % 3 :: 3]


@pytest.mark.slow
@pytest.mark.parametrize("text", hostile_items("R1", "R2", "R5", "R7", "R8"))
def test_a_hostile_name_is_refused_everywhere_in_one_line_that_acts_on_nothing(
    standing: Run, furnished: Path, tmp_path: Path, text: str
) -> None:
    for place in a_third(PLACES, text):
        words = [each.replace("{folder}", str(tmp_path)).replace("{}", text) for each in place]
        require_refused(standing, furnished, words)


GIVEN = (
    ("campaigns", "new", "{}", "--for", "thanks", "--notes", "{}"),
    ("collabs", "set", "1", "--idea", "{}", "--i-give", "{}"),
    ("feedback", "add", "{}"),
    ("feedback", "idea", "p", "{}"),
    ("challenges", "add", "{}", "--task", "{}"),
    ("segments", "add", "named", '"{}"'),
    ("codes", "set", THERE, "--perk", "{}"),
    ("draft", "--for", "thanks", MIA, "--fill", "made={}"),
    ("edit", "1", "--text", "{}"),
    ("tag", MIA, "{}"),
)
LOOKS = ("campaigns", "collabs", "feedback", "challenges", "segments list", "codes list", "queue")


@pytest.mark.slow
@pytest.mark.parametrize("text", hostile_items("R1", "R2", "R5", "R7", "R8"))
def test_hostile_words_of_ones_own_are_kept_as_data_or_refused_in_one_line(
    settled: Run, home: Path, text: str
) -> None:
    for place in a_third(GIVEN, text):
        before = dump(home / "workspace.db")
        ran = settled(*(each.replace("{}", text) for each in place))
        assert ran.code in {0, 2, 3}, (place, ran.err)
        assert ran.out == to_screen(ran.out, lines=True)
        if ran.code == 2:
            assert ran.err.count("\n") == 1
            assert dump(home / "workspace.db") == before
    for look in LOOKS:
        ran = settled(*look.split())
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == to_screen(ran.out, lines=True)
        assert settled(*look.split(), "--json").document is not None
