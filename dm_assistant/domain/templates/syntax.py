"""The template language: which part of Jinja2 a message may use, and what is wrong with a body.

A body passes a size cap, then caps on tokens and nesting, and only then reaches Jinja2's parser;
the tree is held against an allow-list and never optimised, because Jinja2 folds constants such as
``'z' * 2000000000`` while it compiles.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dm_assistant.domain.templates.blanks import blank, question_flaw
from dm_assistant.domain.templates.clauses import ClauseTag, is_clause
from dm_assistant.domain.templates.frontmatter import did_you_mean
from dm_assistant.domain.templates.model import MAX_CHARACTERS, Flaw, Inspection
from dm_assistant.domain.templates.tokens import token_flaws
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import clean_message, to_screen


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


ASK = "ask"
FILTERS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "sentence": _sentence,
    ASK: blank,
}
"""The filters a template may use; ``sentence`` raises the first letter and keeps the rest.

``ask`` makes a blank of a question in quotes, to be answered before the message is approved.
"""

_COMPARED = {"eq", "ne"}
_ONLY_TESTED = "this can be tested by an if, but it is not text to print"
_ONLY_PRINTED = "a question is printed, it cannot be tested"
_REASONS: dict[type[nodes.Node], str] = {
    nodes.Not: _ONLY_TESTED,
    nodes.And: _ONLY_TESTED,
    nodes.Compare: _ONLY_TESTED,
    nodes.Getattr: "a variable is plain text and has no parts",
    nodes.Getitem: "a variable is plain text and has no parts",
    nodes.Call: "nothing can be called in a template",
    nodes.BinExpr: "a template does not calculate",
    nodes.UnaryExpr: "a template does not calculate",
    nodes.Concat: "write texts side by side instead of joining them with ~",
    nodes.Tuple: "print one variable at a time",
    nodes.InternalName: "this is not part of the template language",
    nodes.List: "a template has no lists",
    nodes.Dict: "a template has no lists",
}


def new_environment() -> ImmutableSandboxedEnvironment:
    """Return a sandboxed, strict environment without one helper, test or filter of Jinja2's own."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        optimized=False,
        cache_size=0,
        extensions=[ClauseTag],
    )
    for table in (environment.globals, environment.filters, environment.tests):
        table.clear()
    environment.filters.update(FILTERS)
    return environment


def parse(body: str) -> tuple[nodes.Template | None, Inspection]:
    """Return the body's checked tree, or None with every flaw found."""
    if len(body) > MAX_CHARACTERS:
        flaw = Flaw(1, f"longer than {MAX_CHARACTERS:,} characters")
        return None, Inspection((flaw,))
    environment = new_environment()
    body = clean_message(body)
    try:
        flaws = token_flaws(environment.lexer.tokeniter(body, None))
        if flaws:
            return None, Inspection(tuple(flaws))
        tree = environment.parse(body)
    except TemplateSyntaxError as error:
        reason = to_screen(str(error.message).split(". ")[0])
        return None, Inspection((Flaw(error.lineno, reason),))
    grammar = Grammar()
    grammar.body(tree.body)
    found = Inspection(
        tuple(grammar.flaws),
        frozenset(grammar.prints),
        frozenset(grammar.tests - grammar.prints),
        tuple(dict.fromkeys(grammar.asks)),
    )
    return (None if found.flaws else tree), found


def inspect(body: str) -> Inspection:
    """List what a body prints, what it only tests, and everything wrong with it."""
    return parse(body)[1]


class Grammar:
    """Hold a parsed body against the allow-list and gather the variables it names.

    Where text is printed: a variable, quoted text, a filter, ``a or b``, ``a if test else b``.
    Where something is tested: the same, ``not``, ``and``, ``or``, ``==`` and ``!=``.
    """

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.prints: set[str] = set()
        self.tests: set[str] = set()
        self.asks: list[str] = []

    def body(self, statements: list[nodes.Node]) -> None:
        """Check statements: text, prints, ``if`` and ``clause``."""
        for node in statements:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self._text(part, self.prints)
            elif isinstance(node, nodes.If):
                if not is_clause(node):
                    self._test(node.test)
                self.body(node.body)
                self.body([*node.elif_])
                self.body(node.else_)
            else:
                self._refuse(node)

    def _text(self, node: nodes.Node, names: set[str]) -> None:
        if isinstance(node, nodes.Name):
            self._name(node, names)
        elif isinstance(node, nodes.Const):
            if not isinstance(node.value, str):
                self._flaw(node, f"write {node.value!s:.40} as text in quotes")
            elif clean_message(node.value) != node.value.rstrip():
                self._flaw(node, "the text in quotes holds control characters")
        elif isinstance(node, nodes.Filter):
            self._filter(node, names)
        elif isinstance(node, nodes.Or):
            self._text(node.left, names)
            self._text(node.right, names)
        elif isinstance(node, nodes.CondExpr):
            self._test(node.test)
            self._text(node.expr1, names)
            if node.expr2 is None:
                self._flaw(node, "a short if needs an else")
            else:
                self._text(node.expr2, names)
        else:
            self._refuse(node)

    def _test(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Not):
            self._test(node.node)
        elif isinstance(node, nodes.And | nodes.Or):
            self._test(node.left)
            self._test(node.right)
        elif isinstance(node, nodes.Compare):
            self._text(node.expr, self.tests)
            for operand in node.ops:
                if operand.op not in _COMPARED:
                    self._flaw(node, "texts are compared with == or != only")
                self._text(operand.expr, self.tests)
        else:
            self._text(node, self.tests)

    def _name(self, node: nodes.Name, names: set[str]) -> None:
        if node.name in VARIABLES:
            names.add(node.name)
        else:
            word = to_screen(node.name[:40])
            self._flaw(node, f"unknown variable {word}" + did_you_mean(word, list(VARIABLES)))

    def _filter(self, node: nodes.Filter, names: set[str]) -> None:
        if node.name not in FILTERS:
            word = to_screen(node.name[:40])
            self._flaw(node, f"unknown filter {word}" + did_you_mean(word, list(FILTERS)))
        elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
            self._flaw(node, f"the filter {node.name} stands alone, without brackets")
        elif node.name == ASK:
            self._question(node, node.node, names)
        elif isinstance(node.node, nodes.Filter) and node.node.name == ASK:
            self._flaw(node, f"{ASK} comes last; write the question as it is to be asked")
        else:
            self._text(node.node, names)

    def _question(self, node: nodes.Filter, asked: nodes.Expr, names: set[str]) -> None:
        if names is self.tests:
            self._flaw(node, _ONLY_PRINTED)
        elif not (isinstance(asked, nodes.Const) and isinstance(asked.value, str)):
            self._flaw(node, f"{ASK} takes a question in quotes")
        elif reason := question_flaw(asked.value):
            self._flaw(node, reason)
        elif asked.value in VARIABLES:
            self._flaw(node, f"{asked.value} is a variable; ask with other words")
        else:
            self.asks.append(asked.value)

    def _refuse(self, node: nodes.Node) -> None:
        reason = next((text for kind, text in _REASONS.items() if isinstance(node, kind)), "")
        self._flaw(node, reason or f"{type(node).__name__} is not part of the template language")

    def _flaw(self, node: nodes.Node, reason: str) -> None:
        self.flaws.append(Flaw(node.lineno, reason))
