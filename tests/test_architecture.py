"""The house keeps its walls: what may be imported, and that nothing decided reads a clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT

PACKAGE = ROOT / "dm_assistant"
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter"}
LONGEST_FILE = 400
LONGEST_CLASS = 250
LONGEST_FUNCTION = 40
MIGRATIONS = PACKAGE / "storage" / "migrations" / "versions"


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if MIGRATIONS not in path.parents)


def clock_calls(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
        if node.func.attr in CLOCKS and name in {"datetime", "date", "time"}:
            yield node.lineno


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=str)
def test_nothing_in_the_domain_reads_a_clock(path: Path) -> None:
    assert list(clock_calls(ast.parse(path.read_text("utf-8")))) == []


def test_a_clock_in_the_domain_would_be_noticed() -> None:
    assert list(clock_calls(ast.parse("import datetime\nx = datetime.datetime.now()\n"))) == [2]


@pytest.mark.parametrize("path", sources(), ids=str)
def test_files_classes_and_functions_can_be_held_in_the_head(path: Path) -> None:
    text = path.read_text("utf-8")
    too_long = []
    if text.count("\n") > LONGEST_FILE:
        too_long.append(f"{path.name}: {text.count(chr(10))} lines")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            limit = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
            if length > limit:
                too_long.append(f"{path.name}: {node.name} has {length} lines")
    assert too_long == []
