"""Mending a text where a clause dropped out, so that its sentence still reads right.

While a message is made, values and dropped clauses are marked by control characters, which neither
a template nor a value can hold: what stands inside a value is never changed.
"""

from __future__ import annotations

import re

_OPEN, _CLOSE = "\x02", "\x03"
_DROPPED, _DROPPED_SMALL = "\x04", "\x05"
_MARKS = re.compile(f"([{_DROPPED}{_DROPPED_SMALL}])(?:[ ]*[{_DROPPED}{_DROPPED_SMALL}])*")
_DOUBLE_STOP = re.compile(rf"(?<=[.!?…]{_CLOSE})\.(?=\s|$)")

BLANKS = " \u00a0\u202f"
_STOPS = ".!?…。！？"
_WEAK = "–—-,，、;；:："
"""What goes on with a sentence; of two that meet, the later of this list stays."""
_PAIRS = ("()", "[]", "“”", "„“", "„”", "«»", "»«", "‹›", "‘’", "‚‘", "¿?", "¡!")
_OPENERS = "".join({pair[0] for pair in _PAIRS} - {"»"})
_CLOSERS = ")]”»›’"
# Scripts that put no blanks between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff]")


def value_mark(value: str) -> str:
    """Return a value with marks around it: nothing inside is changed by mending."""
    return f"{_OPEN}{value}{_CLOSE}"


def dropped(*, small: bool) -> str:
    """Return the mark of a dropped clause; ``small`` says that it began within a sentence."""
    return _DROPPED_SMALL if small else _DROPPED


def mended(text: str) -> str:
    """Return a text without marks: blanks, signs and capitals put right where clauses dropped."""
    if _DROPPED in text or _DROPPED_SMALL in text:
        left, *rest = _MARKS.split(text)
        for place in range(0, len(rest), 2):
            seam = _Seam(left, rest[place + 1], last=place + 2 == len(rest))
            left = seam.closed(small=rest[place] == _DROPPED_SMALL)
        text = left
    if _CLOSE in text:
        if f"{_CLOSE}." in text:
            text = _DOUBLE_STOP.sub("", text)
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
    return text


class _Seam:
    """The two sides of a place where a clause dropped out."""

    def __init__(self, left: str, right: str, *, last: bool) -> None:
        self.left = left
        self.right = right
        self.last = last

    def closed(self, *, small: bool) -> str:
        if not self.right and not self.last:
            return self.left
        while self._takes_out():
            pass
        before, after = self.left.rstrip(BLANKS), self.right.lstrip(BLANKS)
        gap = self._gap(before, after)
        if not small and after[:1].islower() and _ends_sentence(before):
            after = _raised(after)
        return before + gap + after

    def _takes_out(self) -> bool:
        """Take one sign out that has lost its words; returns whether there was one."""
        before, after = self.left.rstrip(BLANKS), self.right.lstrip(BLANKS)
        one, other = before[-1:], after[:1]
        starts = one in {"", "\n"} or one in _OPENERS
        ends = other == "\n" or (not other and self.last) or (other != "" and other in _CLOSERS)
        if one and one + other in _PAIRS:
            self.left, self.right = before[:-1], after[1:]
        elif _is_weak(before, at_end=True) and (ends or (other != "" and other in _STOPS)):
            self.left = before[:-1]
        elif not (_is_weak(after, at_end=False) or (other != "" and other in _STOPS)):
            return False
        elif starts or one in _STOPS:
            self.right = after[1:]
        elif _is_weak(before, at_end=True):
            if _WEAK.index(one) < _WEAK.index(other):
                self.left = before[:-1]
            else:
                self.right = after[1:]
        else:
            return False
        return True

    def _gap(self, before: str, after: str) -> str:
        """Return what stands between the two sides."""
        one, other = before[-1:], after[:1]
        left, right = self.left[len(before) :], self.right[: len(self.right) - len(after)]
        if one in {"", "\n"} or other in {"", "\n"}:
            return ""
        if other in ",.":
            return ""
        if other in _STOPS or other in _CLOSERS or (other in _WEAK and other not in "–—-"):
            return right
        if one in _OPENERS:
            return left
        if left or right:
            return right if right.strip(" ") else left if left.strip(" ") else " "
        return " " if _is_word(one, after=True) and _is_word(other, after=False) else ""


def _is_weak(side: str, *, at_end: bool) -> bool:
    """Return whether a side ends, or begins, with a sign within a sentence; "well-" does not."""
    sign = side[-1:] if at_end else side[:1]
    if sign != "-":
        return sign != "" and sign in _WEAK
    beside = side[-2:-1] if at_end else side[1:2]
    return beside == "" or beside in BLANKS


def _is_word(sign: str, *, after: bool) -> bool:
    if after and (sign in _STOPS or sign in _WEAK or sign in _CLOSERS):
        return _UNSPACED.match(sign) is None
    if sign in {_OPEN, _CLOSE} or (not after and sign in _OPENERS):
        return True
    return sign.isalnum() and _UNSPACED.match(sign) is None


def _ends_sentence(before: str) -> bool:
    """Return whether what comes next begins a sentence."""
    bare = before.rstrip(f"{BLANKS}\n¿¡").rstrip(_CLOSERS)
    return not bare or bare[-1] in _STOPS


def _raised(words: str) -> str:
    capital = words[0].upper()
    return capital + words[1:] if len(capital) == 1 else words
