"""Strangers' text made safe to show, send, export, store, match and cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dm_assistant.domain.confusables import LOOK_ALIKES, STYLED, UNSPLIT

MARKS_PER_BASE = 8
"""More combining marks than any living script stacks; the rest only smears."""

GUARD = "·"
"""Put before a CSV cell that a spreadsheet would calculate; neither blank nor quote mark."""

# --- what is invisible -----------------------------------------------------------------------

_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u180f"
_NEVER_SHOWN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
HIDDEN = f"{_JOINERS}{_SELECTORS}{_NEVER_SHOWN}"
INVISIBLE = re.compile(f"[{HIDDEN}]")
"""Characters that show nothing by themselves: format, filler, direction, tag, selector."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
_HIDDEN = re.compile(f"[{_NEVER_SHOWN}]+")
_REGION_FLAG = re.compile(
    "\U0001f3f4(?:"
    + "|".join(
        "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
        for region in ("gbeng", "gbsct", "gbwls")
    )
    + ")"
)

# A run that may hold too many marks: nothing in it is a letter, digit, blank or ASCII.
_MARK_RUN = re.compile(rf"[^\w\s\x00-\u02ff]{{{MARKS_PER_BASE + 1},}}")

_PICTORIAL = "\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_CJK = "\u3001-\u3163\u3165-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_LOOSE_SELECTOR = re.compile(
    f"(?<![{_PICTORIAL}{_CJK}#*0-9\u1000-\u109f\u1820-\u18aa\ua840-\ua87f])[{_SELECTORS}]"
)
# What may have to be left out of text that Python holds to be printable.
_PECULIAR = re.compile(f"[{HIDDEN}]|{_MARK_RUN.pattern}")
_JOINING = (
    "\u0620-\u06ff\u0700-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1820-\u18aa"
    "\ufb50-\ufdff\ufe70-\ufefc"
)
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_JOINER = re.compile(
    f"(?<=[{_JOINING}])[{_JOINERS}](?=[{_JOINING}])"
    f"|(?<=[{_VIRAMA}])[{_JOINERS}]"
    f"|(?<=[{_PICTORIAL}\ufe0f])\u200d(?=[{_PICTORIAL}])"
    f"|([{_JOINERS}])"
)


def to_screen(text: str, *, lines: bool = False) -> str:
    """Return ``text`` fit to show: it cannot move, style, hide or turn what is beside it.

    Controls become visible signs (escape is ``␛``, half a character ``�``), a tab one blank, a
    line break ``␤``, or a line feed with ``lines``. Direction and format characters are left out
    but for the joiners and selectors that emoji and scripts need. Showing twice changes nothing.
    """
    if text.isprintable() and (text.isascii() or _PECULIAR.search(text) is None):
        return text
    text = _LINE_BREAK.sub("\n" if lines else "␤", text)
    text = _CONTROL.sub(_sign, text)
    return _without_invisible(text)


def clean_message(text: str) -> str:
    """Return ``text`` as it may be sent: line feeds for breaks, none at the end, no controls.

    Emoji, flags and right-to-left writing stay; half a character becomes ``�``.
    """
    if not (text.isprintable() and (text.isascii() or _PECULIAR.search(text) is None)):
        text = _LINE_BREAK.sub("\n", text)
        text = _CONTROL.sub(_sent, text)
        parts = _REGION_FLAG.split(text)
        flags = _REGION_FLAG.findall(text)
        text = _without_invisible(parts[0]) + "".join(
            flag + _without_invisible(part) for flag, part in zip(flags, parts[1:], strict=True)
        )
    return text.rstrip()


def shows_nothing(text: str) -> bool:
    """Return whether nobody would see anything of ``text`` on a screen."""
    visible = INVISIBLE.sub("", text).replace("\u2800", "")
    return all(unicodedata.category(letter) in _BLANK_CATEGORIES for letter in visible)


_BLANK_CATEGORIES = frozenset({"Mn", "Mc", "Me", "Zs", "Zl", "Zp", "Cc", "Cf"})


def is_one_line(text: str) -> bool:
    """Return whether every sign of ``text`` can be read on one line; joined emoji are one sign."""
    bare = text.replace("\u200c", "").replace("\u200d", "")
    return bare.isprintable() and (bare == text or to_screen(text) == text)


def _sign(match: re.Match[str]) -> str:
    """Return what stands on the screen for one control character."""
    letter = match[0]
    if letter in "\t\n":
        return " " if letter == "\t" else letter
    if letter < " ":
        return chr(0x2400 + ord(letter))
    return "␡" if letter == "\x7f" else "�"


def _sent(match: re.Match[str]) -> str:
    """Return what a message keeps of one control character."""
    letter = match[0]
    if letter in "\t\n":
        return " " if letter == "\t" else letter
    return "�" if letter >= "\ud800" else ""


def _without_invisible(text: str) -> str:
    """Leave out what shows nothing where it joins nothing, and cap stacks of marks.

    The order makes the result stable: a step only looks at neighbours that no later step removes.
    """
    if text.isascii():
        return text
    text = _HIDDEN.sub("", text)
    text = _MARK_RUN.sub(_capped, text)
    text = _LOOSE_SELECTOR.sub("", text)
    return _JOINER.sub(lambda match: "" if match[1] else match[0], text)


def _capped(match: re.Match[str]) -> str:
    """Keep the first marks of every base; joiners and selectors neither count nor end a run."""
    kept: list[str] = []
    marks = 0
    for letter in match[0]:
        if not INVISIBLE.match(letter):
            marks = marks + 1 if unicodedata.category(letter)[0] == "M" else 0
        if marks <= MARKS_PER_BASE:
            kept.append(letter)
    return "".join(kept)


# --- exports and storage ---------------------------------------------------------------------

_SHOWS_NO_START = (
    rf"[\s\x00-\x1f\x7f-\x9f{_JOINERS}{_SELECTORS}{_NEVER_SHOWN}'\"`´‘’‚‛“”„‟«»‹›′″＇＂]*"
)
_FORMULA = re.compile(rf"{GUARD}*(?:[\x00-\x1f]|{_SHOWS_NO_START}[=+\-@−＝＋－＠﹦﹢﹣﹫])")


def csv_cell(text: str) -> str:
    """Return ``text`` as a CSV cell that no spreadsheet takes for a formula.

    A guard is put before text that would start one, also after blanks, controls or quote marks,
    and before text that looks guarded already, so that ``csv_uncell`` gives back every text.
    """
    return GUARD + text if _FORMULA.match(text) else text


def csv_uncell(text: str) -> str:
    """Return the text that ``csv_cell`` was given; a cell without a guard stays as it is."""
    return text[1:] if text.startswith(GUARD) and _FORMULA.match(text) else text


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def unstorable_reason(text: str) -> str | None:
    """Return why ``text`` cannot be stored exactly, with the place counted from 1, or nothing."""
    found = _UNSTORABLE.search(text)
    if found is None:
        return None
    place = found.start() + 1
    if found[0] == "\x00":
        return f"holds a NUL character at position {place}"
    return f"holds half a character (U+{ord(found[0]):04X}) at position {place}"


# --- matching --------------------------------------------------------------------------------

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛′´`ʼʹ＇", "'") | dict.fromkeys("“”„‟″«»＂", '"'))
_DRESSED = str.maketrans(STYLED | UNSPLIT)
_PLAIN = str.maketrans(LOOK_ALIKES)
_QUOTE = re.compile(f"[{''.join(map(chr, _QUOTES))}]")
_DRESSY = re.compile(f"[{''.join(map(chr, _DRESSED))}]")
_FOREIGN = re.compile(f"[{''.join(map(chr, LOOK_ALIKES))}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[a-z]")
# Accents of Latin, Greek, Cyrillic, Hebrew and Arabic. Vowel signs of Indic scripts, and the
# marks that make other kana, are letters of the word and stay.
ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_ACCENT = re.compile(f"[{ACCENTS}]+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
# Looking for each is quicker than the pattern, which most text does not need.
_TRIPLES = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvwxyz")
_NOISE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def fold(text: str) -> str:
    """Return ``text`` for matching words: one form for every way to write the same word.

    Compatibility forms, case, accents, quote marks, invisible characters, stretched letters
    (``STOPPP``) and blanks are evened out. A letter that looks Latin becomes Latin only in a word
    that has Latin letters too: ``stоp`` with a Cyrillic ``о`` is ``stop``, ``стоп`` stays.
    """
    # Nothing is evened out across a blank, and most words were met before.
    return _fold(text) if text.isascii() else " ".join(filter(None, map(_word, text.split(" "))))


def _fold(text: str) -> str:
    if not text.isprintable():
        text = _NOISE.sub("", text)
    text = text.lower().replace("`", "'") if text.isascii() else _folded(text)
    if not text.isascii() or any(map(text.__contains__, _TRIPLES)):
        text = _STRETCHED.sub(r"\1", text)
    return " ".join(text.split())


_word = lru_cache(16384)(_fold)


fold_again = lru_cache(8)(fold)
"""Folds a text that several rules ask for, one after the other, only once."""


def _folded(text: str) -> str:
    """Even out everything that plain ASCII does not have."""
    text = _plain_quotes(INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _plain_quotes(unicodedata.normalize("NFKD", text).casefold())
    text = _ACCENT.sub("", INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFKC", text)
    # Looking whether there is anything to translate is ten times as quick as translating.
    text = text.translate(_DRESSED) if _DRESSY.search(text) else text
    return _WORD.sub(_unmixed, text) if _FOREIGN.search(text) else text


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds whichever of the phrases stands there first."""
    listed = sorted(phrases)
    # Most letters begin no phrase, which one look tells; trying phrase after phrase takes long.
    beginnings = re.escape("".join(sorted({phrase[0] for phrase in listed})))
    return re.compile(f"(?=[{beginnings}])(?:{'|'.join(map(re.escape, listed))})")


def _plain_quotes(text: str) -> str:
    return text.translate(_QUOTES) if _QUOTE.search(text) else text


def _unmixed(match: re.Match[str]) -> str:
    """Return one word in Latin letters when it mixes them with their look-alikes."""
    word = match[0]
    return word.translate(_PLAIN) if _LATIN.search(word) else word


# --- clusters --------------------------------------------------------------------------------

_EMOJI = re.compile(f"[{_PICTORIAL}]")
_EXTENDS = re.compile("[\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u0e33\u0eb3]")
# A joiner before an emoji, a virama before a consonant, a piece of an old Korean syllable.
_LINKED = re.compile(
    f".?\u200d[{_PICTORIAL}]|.?[{_VIRAMA}][\u0900-\u0dff]|[{_VIRAMA}][{_JOINERS}][\u0900-\u0dff]"
    "|.?[\u1100-\u11ff][\u1160-\u11ff]",
    re.DOTALL,
)


def clusters(text: str) -> Iterator[str]:
    """Yield the signs a reader sees: a letter with its marks, an emoji sequence, a flag."""
    start = 0
    for place in range(1, len(text)):
        if not _joined(text, start, place):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _joined(text: str, start: int, place: int) -> bool:
    """Return whether the character at ``place`` belongs to the cluster begun at ``start``."""
    before, letter = text[place - 1], text[place]
    if letter < "\u0300":
        return before == "\r" and letter == "\n"
    if before in "\r\n":
        return False
    if _is_regional(letter):
        return _is_regional(before) and place - start == 1
    return (
        unicodedata.category(letter)[0] == "M"
        or _EXTENDS.match(letter) is not None
        or _LINKED.fullmatch(text, max(start, place - 2), place + 1) is not None
    )


def _is_regional(letter: str) -> bool:
    """Return whether ``letter`` is one half of a flag."""
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def columns(text: str) -> int:
    """Return how many terminal columns ``text`` takes where emoji sequences are drawn as one."""
    return len(text) if text.isascii() else sum(map(_cluster_columns, clusters(text)))


def _cluster_columns(cluster: str) -> int:
    """Return the columns of one cluster; terminals differ, so never fewer than they draw."""
    if cluster.isascii():
        return len(cluster)
    pictorial = _EMOJI.match(cluster) is not None
    if (
        ("\ufe0f" in cluster[1:] and not cluster[0].isspace())
        or _is_regional(cluster[0])
        or ("\u200d" in cluster and pictorial)
    ):
        return 2
    total = 0
    for letter in cluster:
        # A skin colour is drawn into an emoji; after anything else it is a sign of its own.
        tints = pictorial and "\U0001f3fb" <= letter <= "\U0001f3ff"
        if total and ("\u1160" <= letter <= "\u11ff" or tints):
            continue
        if unicodedata.category(letter) not in {"Mn", "Me", "Cf"}:
            total += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return total


_NARROW = re.compile("[ -~\u00a1-\u00a8\u00aa-\u00ac\u00af-\u02ff\u2018-\u201d\u2026]*")
"""Signs of one column each that join nothing: Latin letters, punctuation, typographic quotes."""


def shorten(text: str, width: int) -> str:
    """Return ``text`` cut to ``width`` terminal columns, with ``…`` where something is left out.

    The cut is at a blank where one is in the second half, and never inside a cluster.
    """
    if width <= 0:
        return ""
    # Nothing takes more than two columns, and what is plain takes one.
    if len(text) * 2 <= width or (len(text) <= width and _NARROW.fullmatch(text)):
        return text
    taken: list[str] = []
    used = fits = 0
    for cluster in clusters(text):
        taken.append(cluster)
        used += _cluster_columns(cluster)
        if used > width:
            break
        if used < width:
            fits = len(taken)
    else:
        return text
    kept = taken[:fits]
    if not taken[fits].isspace():
        blank = max((at for at, part in enumerate(kept) if part.isspace()), default=0)
        if blank * 2 >= fits:
            kept = kept[:blank]
    return "".join(kept).rstrip() + "…"
