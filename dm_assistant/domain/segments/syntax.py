"""Reading a filter: terms joined by blanks, *or*, *not* and brackets; errors name the character."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dm_assistant.domain.segments.model import (
    EVERYBODY,
    Called,
    FilterError,
    Node,
    Not,
    Words,
    both,
    either,
)
from dm_assistant.domain.segments.terms import bare_term, named, read_term
from dm_assistant.domain.text import unstorable_reason

LONGEST = 500
MOST_TERMS = 60
DEEPEST = 20

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_FIELD = re.compile(r"([a-z][a-z-]*)(:|<=|>=|<|>|=)", re.IGNORECASE)
_RUN = re.compile(r'[^\s()"]+')
_QUOTES = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a filter: ``kind`` is a mark, an operator, ``word`` or ``term``."""

    kind: str
    at: int
    text: str = ""
    node: Node = EVERYBODY


def parse(text: str) -> Node:
    """Return the filter that a text stands for; an empty one takes everybody.

    Raises FilterError with the place of what is wrong.
    """
    if len(text) > LONGEST:
        raise FilterError(f"a filter has at most {LONGEST} characters", LONGEST)
    found = _CONTROL.search(text)
    if found is not None:
        raise FilterError("here is a character that nobody can type", found.start())
    if unstorable_reason(text):
        raise FilterError("here is half a character", 0)
    tokens = list(_tokens(text))
    if sum(each.kind in {"word", "term"} for each in tokens) > MOST_TERMS:
        raise FilterError(f"a filter has at most {MOST_TERMS} terms and words", 0)
    if not tokens:
        return EVERYBODY
    return _Reader([*tokens, Token("end", len(text))]).all()


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        letter = text[at]
        if letter.isspace():
            at += 1
        elif letter in "()":
            yield Token(letter, at)
            at += 1
        elif letter == '"':
            said, end = _quoted(text, at)
            if not said.split():
                raise FilterError("there is nothing between the quotes", at)
            yield Token("word", at, " ".join(said.split()))
            at = end
        elif letter == "-" and at + 1 < len(text) and not text[at + 1].isspace():
            yield Token("not", at)
            at += 1
        else:
            token, at = _run(text, at)
            yield token


def _quoted(text: str, at: int) -> tuple[str, int]:
    found = _QUOTES.match(text, at)
    if found is None:
        raise FilterError("the quote that opens here is not closed", at)
    return found[1].replace('""', '"'), found.end()


def _run(text: str, at: int) -> tuple[Token, int]:
    """Read what stands up to the next blank, bracket or quote."""
    found = _RUN.match(text, at)
    if found is None:
        raise FilterError("this cannot be read", at)
    run, end = found[0], found.end()
    field = _FIELD.match(run)
    if field is not None:
        value = run[field.end() :]
        starts = at + field.end()
        if not value and text[end : end + 1] == '"':
            value, end = _quoted(text, end)
            value = " ".join(value.split())
        return Token("term", at, node=read_term(field[1], field[2], value, at, starts)), end
    word = run.casefold()
    if word in {"and", "or", "not"}:
        return Token(word, at), end
    if run.startswith("@") and len(run) > 1:
        return Token("term", at, node=Called(named(run[1:], at))), end
    alone = bare_term(word)
    if alone is not None:
        return Token("term", at, node=alone), end
    return Token("word", at, run), end


class _Reader:
    """Reads tokens by one rule per level: *or* of *and* of *not* of terms."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def all(self) -> Node:
        node = self.either()
        if self.next.kind == ")":
            raise FilterError("this bracket closes nothing", self.next.at)
        return node

    def either(self) -> Node:
        parts = [self.both()]
        while self.next.kind == "or":
            self.take()
            parts.append(self.both())
        return either(parts)

    def both(self) -> Node:
        parts = [self.one()]
        while self.next.kind not in {"or", ")", "end"}:
            if self.next.kind == "and":
                self.take()
            parts.append(self.one())
        return both(parts)

    def one(self) -> Node:
        token = self.take()
        if token.kind == "not":
            return self.inside(token, self.negated)
        if token.kind == "(":
            return self.inside(token, self.bracketed)
        if token.kind == "word":
            return Words(" ".join([token.text, *self.words()]))
        if token.kind == "term":
            return token.node
        if token.kind in {"and", "or"}:
            raise FilterError(f"“{token.kind}” needs something before it", token.at)
        what = "a bracket closes" if token.kind == ")" else "the filter ends"
        raise FilterError(f"something is missing before {what}", token.at)

    def words(self) -> Iterator[str]:
        while self.next.kind == "word":
            yield self.take().text

    def inside(self, token: Token, read: Callable[[Token], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FilterError(f"at most {DEEPEST} brackets inside each other", token.at)
        node = read(token)
        self.depth -= 1
        return node

    def negated(self, token: Token) -> Node:
        if self.next.kind in {"and", "or", ")", "end"}:
            raise FilterError("“not” needs something after it", token.at)
        # It takes one word, not all that follow.
        return Not(Words(self.take().text) if self.next.kind == "word" else self.one())

    def bracketed(self, token: Token) -> Node:
        if self.next.kind == ")":
            raise FilterError("there is nothing in the brackets", token.at)
        node = self.either()
        if self.next.kind != ")":
            raise FilterError("the bracket that opens here is not closed", token.at)
        self.take()
        return node
