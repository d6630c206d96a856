from __future__ import annotations

import contextlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.json_value import JsonProblem, decode
from dm_assistant.importers.records import Rejected
from tests.examples import examples
from tests.exports import export, talk
from tests.importers.reading import VIDEO, comment_id, records
from tests.importers.test_shop import GUMROAD, SHOPIFY, shopify
from tests.studio import ACTIVITY, CONTENT, END, GENDER, HISTORY, content, days, english, video

ITEM = {
    "cid": comment_id(1_775_896_200, 1),
    "uniqueId": "dev.user1",
    "text": 'a "quoted" : 🎉 text',
    "videoWebUrl": VIDEO,
    "createTimeISO": "2026-04-11T08:30:00Z",
    "diggCount": 3,
    "user": {"nickname": "One"},
    "replies": [{"cid": "2", "uniqueId": "dev.user2", "text": "b", "date": "2026-04-11 15:30:00"}],
}
CSV = (
    b"cid,uniqueId,text,videoWebUrl,createTimeISO\n"
    b'1,dev.user1,"a ""quoted""\ntext",x,2026-04-11T08:30:00Z\n2,dev.user2,b,,1775896200\n'
)
OWN = (
    b"handle,platform,name,language,timezone,country,relation,follow_state,followers,tags,notes\n"
    b"dev.user1,tiktok,One,en,Europe/Berlin,DE,fan,mutual,5,a;b,hello\n"
)
LEDGER = (
    b"handle,platform,purposes,kind,when,words,where\n"
    b"dev.user1,tiktok,thanks;offer,explicit,2026-05-14T09:30:00Z,yes,here\n"
)


EXPORT = json.dumps(
    export(
        {"mia": talk(datetime(2024, 5, 1, tzinfo=UTC), ("mia", 'a "b" : 🎉'), ("me.me", "x"))},
        groups={"7": []},
        lists=True,
    )
).encode()


def packed(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.json"), data)
        archive.writestr(zipfile.ZipInfo("b.csv"), CSV)
    return out.getvalue()


OVERVIEW = content(HISTORY, [(english(day), 7, -1) for day in days(3)])
HOURS = content(ACTIVITY, [("28 апреля", 3, 9), ("29 апреля", 4, 8)])
SHARES = content(GENDER, [("Male", "0.4"), ("Female", "0.6")])
POSTS = content(
    CONTENT,
    [("May 2", "a", f"https://www.tiktok.com/@me.me/video/{video(END)}", "May 1", 1, 2, 3, 4)],
)
SHOP = content(SHOPIFY, [shopify(), shopify("#2", "refunded", code="A, B")])
SALES = content(GUMROAD, [("a", "b", "2025-10-02", "17:09", "0", "0", "0", "0", "1", "aaa1")])
LIST = json.dumps([ITEM, ITEM]).encode()
PAGE = json.dumps({"code": 0, "data": {"comments": [ITEM]}, "video_url": VIDEO}).encode()
LINES = (json.dumps(ITEM) + "\n").encode() * 2
GOOD = [
    CSV,
    OWN,
    LEDGER,
    EXPORT,
    LIST,
    PAGE,
    LINES,
    OVERVIEW,
    HOURS,
    SHARES,
    POSTS,
    SHOP,
    SALES,
    packed(LIST),
    b"\xff\xfe" + CSV.decode().encode("utf-16-le"),
]
PIECES = [
    b'"',
    b",",
    b"\n",
    b"\0",
    b"\xff",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"\\",
    b"\\ud800",
    b"NaN",
]
PIECES += [b"9" * 30, b"1e999", b"\x1b]2;x\x07", "\u202e".encode(), b"\r", b"-", b"PK\x05\x06"]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 12))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)))
        data = data[:at] + piece + data[at + cut :]
    return data


def check_only_clean_refusals(folder: Path, data: bytes) -> None:
    path = folder / "file"
    path.write_bytes(data)
    said: list[str] = []
    try:
        said += [each.reason for each in records(path) if isinstance(each, Rejected)]
    except BadInputError as refusal:
        said.append(str(refusal))
    assert said == [to_screen(each) for each in said]
    assert not any("\n" in each for each in said)


SETTINGS = settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@SETTINGS
@given(data=st.binary(max_size=400))
def test_random_bytes_are_refused_in_one_clean_line(tmp_path: Path, data: bytes) -> None:
    check_only_clean_refusals(tmp_path, data)


@SETTINGS
@given(data=mutated())
def test_damaged_good_files_are_refused_or_their_rows_rejected(tmp_path: Path, data: bytes) -> None:
    check_only_clean_refusals(tmp_path, data)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@SETTINGS
@given(value=JSON, indent=st.sampled_from([None, 0, 1]), colon=st.sampled_from([":", ": ", " : "]))
def test_every_json_value_is_read_as_it_was_written(
    value: object, indent: int | None, colon: str
) -> None:
    raw = json.dumps(value, indent=indent, separators=(",", colon)).encode()
    assert decode(raw) == json.loads(raw)


@SETTINGS
@given(keys=st.lists(st.text(max_size=6), min_size=1, max_size=6, unique=True), data=st.data())
def test_a_repeated_key_is_always_found(keys: list[str], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(keys))
    places = [*keys, again]
    colon = data.draw(st.sampled_from([":", " :", ":\n", "\t: "]))
    members = ",".join(
        f"{json.dumps(key, ensure_ascii=data.draw(st.booleans()))}{colon}{json.dumps(text)}"
        for key in places
        for text in [data.draw(st.text('":, \\a', max_size=5))]
    )
    nested = data.draw(st.sampled_from(["{%s}", '[{"x":{%s}}]']))
    with contextlib.suppress(UnicodeEncodeError), pytest.raises(JsonProblem, match="twice"):
        decode((nested % members).encode())
