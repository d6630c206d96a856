"""No export, however it is damaged, gives anything but records, rejected rows or one clean line."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.detect import recognise
from dm_assistant.importers.records import Rejected
from tests.examples import examples
from tests.exports import export, mojibake, page, person, talk, write_text, zipped
from tests.importers.test_fuzz import PIECES

START = datetime(2024, 5, 1, tzinfo=UTC)
TALK = talk(START, ("MIA", 'a "b" : 🎉'), ("ME", "x"), ("MIA", ""))
MEDIA = {"sender_name": "MIA", "timestamp_ms": 1_714_594_202_000, "photos": [{"uri": "x"}]}
PAGE = mojibake(page(("MIA", "ME"), [*TALK, MEDIA], path="inbox/mia_1", title="mia"))
GROUP = mojibake(page(("MIA", "ME", "TOM"), TALK, path="inbox/us_2", title="us"))
FOLLOWERS = [person("mia"), person("tom")]
FOLLOWING = {"relationships_following": [person("mia", newer=True), person("tom", newer=True)]}
PROFILE = {"profile_user": [{"string_map_data": {"Username": {"value": "me"}}}]}
DIALECT = [{"timestamp": 1, "label_values": [{"label": "a", "dict": [{"vec": [{"value": "x"}]}]}]}]
TIKTOK = export(
    {"mia": talk(START, ("mia", "x"), ("me.me", "y"))},
    groups={"7": talk(START, ("mia", "x"))},
    lists=True,
    blocked=["eve", "N/A"],
)
VALUES: list[Any] = [PAGE, GROUP, FOLLOWERS, FOLLOWING, PROFILE, DIALECT, TIKTOK]
TEXT = (
    b">>> Chat History with mia::\n\n2024-05-01 20:10:02 UTC mia: one\ntwo\n\n"
    b"2024-05-01 20:10:03 : x\n\n>>> Group Chat with Group_Chat_7::\n2024-05-01 20:10:02 UTC a: b\n"
)
BLOCKS = b"Date: 2024-05-01 20:10:02 UTC\nUsername: mia\n\nDate: x\nUsername: N/A\n"
POSTS = b"Date: 2024-05-01 20:10:02 UTC\nLink: x\nTitle: y\nLikes: 5\n\n"
FILES = [TEXT, BLOCKS, POSTS, *(json.dumps(value).encode() for value in VALUES)]

SETTINGS = settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["N/A", "a" * 300, "\0", "\x1b[2J", "\u202e", "9999-12-31 23:59:59"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


def check(*paths: Path) -> None:
    """Read everything; whatever is said of it is one clean line."""
    said: list[str] = []
    try:
        found = recognise(paths, own={"me"})
        said += [text for each in found.left for text in (each.name, each.reason)]
        for source in found.sources:
            said += [source.name, *source.notes, *source.warnings, *source.matched]
            said += [each.reason for each in source.records() if isinstance(each, Rejected)]
    except BadInputError as refusal:
        said.append(str(refusal))
    assert said == [to_screen(each) for each in said]
    assert not any("\n" in each for each in said)


@SETTINGS
@given(data=st.data())
def test_damaged_files_of_exports_are_never_a_traceback(
    tmp_path: Path, data: st.DataObject
) -> None:
    raw = data.draw(st.sampled_from(FILES))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=6))
        raw = raw[:at] + piece + raw[at + data.draw(st.integers(0, 12)) :]
    folder = tmp_path / "inbox" / "mia_1"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / data.draw(st.sampled_from(["message_1.json", "Follower.txt", "x"]))
    path.write_bytes(raw)
    check(path)
    check(tmp_path)
    path.unlink()


@SETTINGS
@given(data=st.data())
def test_values_of_any_type_anywhere_are_never_a_traceback(
    tmp_path: Path, data: st.DataObject
) -> None:
    value = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
    for _ in range(data.draw(st.integers(1, 3))):
        value = _changed(value, data)
    path = tmp_path / "file.json"
    path.write_text(json.dumps(value))
    check(path)
    check(tmp_path)


def _changed(value: Any, data: st.DataObject) -> Any:
    """Put something odd at some place of a value."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 5)):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: _changed(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.integers(0, 5)):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], _changed(value[place], data), *value[place + 1 :]]
    return data.draw(ODD)


@SETTINGS
@given(data=st.data())
def test_damaged_archives_of_exports_are_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    write_text(folder / "in", {"mia": talk(START, ("mia", "x"))}, followers=["mia"])
    (folder / "in" / "message_1.json").write_text(json.dumps(PAGE))
    zipped(folder / "in", folder / "in" / "inner.zip").rename(folder / "inner.zip")
    (folder / "inner.zip").rename(folder / "in" / "inner.zip")
    path = zipped(folder / "in", folder / "a.zip")
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw[: data.draw(st.integers(len(raw) // 2, len(raw)))])
    check(path)
    check(folder)
