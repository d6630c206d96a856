"""Letters that pass for Latin ones, and letters that Unicode does not take apart (data)."""

from __future__ import annotations


def _table(*lines: str) -> dict[int, str]:
    """Build a translation table from lines of ``letters latin``, letter by letter."""
    table: dict[int, str] = {}
    for line in lines:
        letters, latin = line.split()
        table.update(zip(map(ord, letters), latin, strict=True))
    return table


def _alphabet(first: int) -> dict[int, str]:
    """Map 26 code points from ``first`` on to a-z."""
    return {first + offset: chr(ord("a") + offset) for offset in range(26)}


LOOK_ALIKES = _table(
    # Cyrillic, small letters only: text is case-folded before.
    "авсԁеһніјкӏмпорԛгѕтуѵԝхьѡ abcdehhijklmnopqrstyvwxbw",
    # Greek; mu and omega by the look of their capital and small form.
    "αβγεζηικμνορτυχω abyeznikmvoptuxw",
    # Armenian
    "ցհոօզսյ ghnoquj",
    # Cherokee keeps its capitals when case-folded.
    "ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᏀᏃᏏᏒᏔᏙᏚᏞᏟᏢᏦᏴ drtiyajewmhgzbrwvslcpkb",
)
"""Letters of other scripts, by the Latin letter that they look like."""

STYLED = {
    **_table(
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ abcdefghijklmnopqrstuvwyz",
        "ɑɡɩʋ agiv",
    ),
    **_alphabet(0x1F150),
    **_alphabet(0x1F170),
}
"""Latin letters in fancy dress which compatibility normalisation leaves as they are."""

UNSPLIT: dict[int, str] = {
    **_table("đðøłħŧıȷ ddolhtij"),
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
    # One word is typed with either of these on Arabic, Persian and Urdu keyboards.
    **_table("یىکہە ييكهه"),
    ord("ـ"): "",
}
"""Letters whose accent or variant is part of them, by the plain letter."""

DIGIT_LOOKS = {ord("0"): "o", ord("1"): "l", ord("i"): "l", ord("|"): "l"}
"""What reads as one stroke or one ring in a handle."""

DOT_LOOKS = dict.fromkeys(map(ord, "·•‧∙⋅。｡۔ꓸ"), ".")
"""Marks that pass for a dot; compatibility normalisation knows the rest."""

DIGIT_SPELLINGS = dict(zip(map(ord, "013457"), "oieast", strict=True))
"""Digits written for letters to get a word past a filter."""
