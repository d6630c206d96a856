"""The tag ``clause``: words that drop out whole when something printed in them is not known.

``{% clause %}A{% otherwise %}B{% endclause %}`` is a ladder: the first branch whose facts are all
known is printed, and where there is none, nothing. The tag is parsed to an ``if`` without a test;
only after the body was held against the allow-list does it get one, made of what it prints.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from dm_assistant.domain.templates.mending import dropped

CLAUSE, OTHERWISE, END_CLAUSE = "clause", "otherwise", "endclause"


class ClauseTag(Extension):
    """Parses clauses."""

    tags = {CLAUSE}  # noqa: RUF012 - Jinja2 declares it so

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the ladder as an ``if`` with one ``elif`` for each further branch."""
        ladder = _branch(parser)
        while parser.stream.current.value == OTHERWISE:
            ladder.elif_.append(_branch(parser))
        next(parser.stream)
        return ladder


def _branch(parser: Parser) -> nodes.If:
    line = next(parser.stream).lineno
    body = parser.parse_statements((f"name:{OTHERWISE}", f"name:{END_CLAUSE}"))
    return nodes.If(parser.free_identifier(line), body, [], [], lineno=line)


def is_clause(node: nodes.If) -> bool:
    """Return whether this is a branch of a clause that has no test yet."""
    return isinstance(node.test, nodes.InternalName)


def settle(tree: nodes.Template) -> None:
    """Give every branch its test, and have a ladder without a fitting branch leave a mark."""
    # A ladder comes before those within it: what it asks is read from them while they have none.
    for ladder in list(tree.find_all(nodes.If)):
        if is_clause(ladder):
            small = _begins_small(ladder.body)
            for branch in (ladder, *ladder.elif_):
                branch.test = _all(_asked(branch.body)) or nodes.Const("1")
            ladder.else_ = [nodes.Output([nodes.TemplateData(dropped(small=small))])]


def _asked(statements: list[nodes.Node]) -> list[nodes.Expr]:
    """Return what has to be known for these statements to be printed in full."""
    found: list[nodes.Expr] = []
    for node in statements:
        if isinstance(node, nodes.Output):
            found += [part for part in node.nodes if not isinstance(part, nodes.TemplateData)]
        elif isinstance(node, nodes.If) and not is_clause(node):
            branches = [node, *node.elif_]
            for branch in branches:
                inside = _all(_asked(branch.body))
                if inside is not None:
                    found.append(nodes.Or(nodes.Not(branch.test), inside))
            inside = _all(_asked(node.else_))
            if inside is not None:
                tests = [each.test for each in branches if isinstance(each.test, nodes.Expr)]
                found.append(nodes.Or(_balanced(nodes.Or, tests), inside))
    return found


def _all(asked: list[nodes.Expr]) -> nodes.Expr | None:
    return _balanced(nodes.And, asked) if asked else None


def _balanced(kind: type[nodes.BinExpr], parts: list[nodes.Expr]) -> nodes.Expr:
    """Join expressions as a shallow tree: a long chain is too deep for Python's compiler."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return kind(_balanced(kind, parts[:half]), _balanced(kind, parts[half:]))


def _begins_small(body: list[nodes.Node]) -> bool:
    """Return whether a clause goes on with a sentence, as its first letter tells."""
    first = body[0] if body else None
    part = first.nodes[0] if isinstance(first, nodes.Output) and first.nodes else None
    words = part.data.lstrip() if isinstance(part, nodes.TemplateData) else ""
    return words[:1].islower()
