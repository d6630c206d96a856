"""What is drawn as a QR code is read as the very text that goes on the clipboard."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.text import clean_message
from dm_assistant.errors import BadInputError
from dm_assistant.services import qr_codes
from tests.examples import examples
from tests.qr_reader import read

SIGNS = "aé ñ\n日本語ひカ한국مرحبا שלום नमस्ते😀👩\u200d👧🏽🇩🇪\u0301\u200f“…”ß0.@:/"
SCRIPTS = st.text(st.sampled_from(SIGNS), max_size=250)


@settings(max_examples=examples(40), deadline=None)
@given(st.text(max_size=120) | SCRIPTS, st.booleans())
def test_every_text_is_read_back_as_it_is_copied(text: str, light: bool) -> None:
    words = clean_message(text)
    if not words:
        with pytest.raises(BadInputError, match="nothing to show"):
            qr_codes.lines(text)
        return
    lines = qr_codes.lines(text, light_ground=light)
    assert len({len(line) for line in lines}) == 1
    assert read(lines, light_ground=light) == words


def test_the_quiet_zone_is_kept_on_every_side() -> None:
    lines = qr_codes.lines("https://www.tiktok.com/@mia.paints")
    assert set(lines[0] + lines[1] + lines[-1]) == {"█"}
    assert all(line.startswith("████") and line.endswith("████") for line in lines)


def test_a_text_that_no_code_holds_is_said_to_be_too_long() -> None:
    with pytest.raises(BadInputError, match="copy it instead"):
        qr_codes.lines("word " * 1_000)


def test_a_picture_without_a_code_reads_as_nothing() -> None:
    assert zxingcpp.read_barcode(np.full((40, 40), 255, dtype=np.uint8)) is None
