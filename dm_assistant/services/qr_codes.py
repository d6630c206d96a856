"""QR codes for the phone: what a text looks like as one, drawn for a terminal."""

from __future__ import annotations

from dm_assistant.domain.half_blocks import drawn
from dm_assistant.domain.text import clean_message
from dm_assistant.errors import BadInputError


def lines(text: str, *, light_ground: bool = False) -> tuple[str, ...]:
    """Return the lines of a QR code that says exactly what is put on the clipboard for a text.

    Whatever is not plain ASCII is marked as UTF-8 (ECI 26), so that no reader has to guess.
    """
    import segno

    words = clean_message(text)
    if not words:
        raise BadInputError("there is nothing to show as a QR code")
    try:
        code = segno.make(
            words,
            encoding="utf-8",
            eci=not words.isascii(),
            mode="byte",
            error="l",
            boost_error=False,
            micro=False,
        )
    except segno.DataOverflowError as error:
        raise BadInputError("the text is too long for a QR code: copy it instead") from error
    return drawn(code.matrix, light_ground=light_ground)
