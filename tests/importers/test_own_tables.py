from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dm_assistant.domain.model import ConsentKind, FollowState, Platform, Purpose, Relation
from dm_assistant.domain.text import csv_cell
from dm_assistant.errors import BadInputError
from tests.importers.reading import consents, contacts, rejected, sources, write

CONTACTS = (
    "handle,platform,name,language,timezone,country,relation,follow_state,followers,tags,notes\n"
)
CONSENTS = "handle,platform,purposes,kind,when,words,where\n"


def test_a_full_contact_row_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a",
        CONTACTS + "@Dev.User1,TikTok,One,pt_BR,America/Sao_Paulo,br,brand,mutual,1.2K,a; b;a,"
        '"two\nlines"\n',
    )
    (found,) = contacts(path)
    assert sources(path)[0].format == "contacts"
    assert (found.line, found.handle, found.key) == (2, "Dev.User1", "dev.user1")
    assert (found.platform, found.name, found.language) == (Platform.TIKTOK, "One", "pt-BR")
    assert (found.timezone, found.country) == ("America/Sao_Paulo", "BR")
    assert (found.relation, found.follow_state) == (Relation.BRAND, FollowState.MUTUAL)
    assert (found.followers, found.tags, found.notes) == (1200, ("a", "b"), "two\nlines")


def test_what_a_contact_row_leaves_out_is_not_given(tmp_path: Path) -> None:
    (found,) = contacts(write(tmp_path, "a", "notes,Handle\n,dev.user1\n"))
    assert (found.platform, found.relation, found.follow_state, found.followers) == (None,) * 4
    assert (found.name, found.language, found.tags, found.notes) == ("", "", (), "")


def test_columns_that_are_not_known_are_named_in_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "handle,name,shoe\x1bsize,opted_out\ndev.user1,One,43,no\n")
    (source,) = sources(path)
    (warning,) = source.warnings
    assert "opted_out" in warning
    assert warning.isprintable()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("dev.user1,myspace,,,,,,,,,", "platform"),
        ("dev.user1,,,klingon language,,,,,,,", "language"),
        ("dev.user1,,,,Mars/Olympus,,,,,,", "time zone"),
        ("dev.user1,,,,../../etc/passwd,,,,,,", "time zone"),
        ("dev.user1,,,,,Brazil,,,,,", "country"),
        ("dev.user1,,,,,,enemy,,,,", "relation"),
        ("dev.user1,,,,,,,stalks,,,", "follow_state"),
        ("dev.user1,,,,,,,,lots,,", "followers"),
        (",,,,,,,,,,", "no handle"),
        ("dev\x1buser,,,,,,,,,,", "control"),
    ],
)
def test_a_bad_contact_value_rejects_its_row(tmp_path: Path, row: str, reason: str) -> None:
    (bad,) = rejected(write(tmp_path, "a", CONTACTS + row + "\n"))
    assert bad.line == 2
    assert reason in bad.reason
    assert bad.reason.isprintable()


@pytest.mark.parametrize("text", ["=2+2", "@you", " -1", "plain", "·=x", "\t+1"])
def test_the_spreadsheet_guard_of_our_exports_is_taken_off_again(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a", f'handle,notes\ndev.user1,"{csv_cell(text)}"\n')
    assert [each.notes for each in contacts(path)] == [text]


def test_a_full_consent_row_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a",
        CONSENTS
        + "dev.user1,tiktok,thanks; offer,keyword,2026-05-14T11:30:00+02:00,"
        + '"yes, PLEASE",comment\n',
    )
    (found,) = consents(path)
    assert sources(path)[0].format == "consents"
    assert found.purposes == {Purpose.THANKS, Purpose.OFFER}
    assert (found.kind, found.platform) == (ConsentKind.KEYWORD, Platform.TIKTOK)
    assert found.at == datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
    assert (found.words, found.where) == ("yes, PLEASE", "comment")


def test_a_no_that_names_no_purpose_is_a_no_to_all(tmp_path: Path) -> None:
    no = "dev.user1,,,withdrawn,2026-05-14T09:30:00Z,,\n"
    yes = "dev.user2,,,explicit,2026-05-14T09:30:00Z,,\n"
    path = write(tmp_path, "a", CONSENTS + no + yes)
    (found,) = consents(path)
    assert found.purposes == set(Purpose)
    assert [(bad.line, bad.reason) for bad in rejected(path)] == [(3, "the purposes are empty")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("dev.user1,,thanks,maybe,2026-05-14T09:30:00Z,,", "kind"),
        ("dev.user1,,thanks,,2026-05-14T09:30:00Z,,", "kind"),
        ("dev.user1,,spam,explicit,2026-05-14T09:30:00Z,,", "purpose"),
        ("dev.user1,,thanks,explicit,2026-05-14T09:30:00,,", "zone"),
        ("dev.user1,,thanks,explicit,2026-02-30T09:30:00Z,,", "no such day"),
        ("dev.user1,,thanks,explicit,,,", "time"),
    ],
)
def test_a_bad_consent_value_rejects_its_row(tmp_path: Path, row: str, reason: str) -> None:
    (bad,) = rejected(write(tmp_path, "a", CONSENTS + row + "\n"))
    assert reason in bad.reason


def test_consents_with_a_misspelt_column_are_not_taken_for_contacts(tmp_path: Path) -> None:
    path = write(tmp_path, "a", CONSENTS.replace("purposes", "purpose") + "dev.user1,,,,,,\n")
    with pytest.raises(BadInputError, match=r"a:1: no column with purposes"):
        sources(path)
