"""``import`` and ``reimport``: a first import of many comments, and what comes after it.

The reference is the ``sqlite3`` command line that loads the same file, drops the duplicates, counts
each person's comments and makes the same full-text index over their words.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench import data, workspaces
from bench.results import Result, say, seconds
from bench.stage import ROOT, Stage, environment
from dm_assistant.storage import comment_words

MEMORY_MB = 400.0
LAG_MS = 10.0
NEW = 1_000
TABLE = ", ".join(
    f"{name} {'INTEGER' if name == 'diggCount' else 'TEXT'}{' PRIMARY KEY' * (name == 'cid')}"
    for name in data.HEADER
)
COUNT = (
    "CREATE TABLE people AS SELECT uniqueId, count(*) AS comments FROM comments GROUP BY uniqueId;"
    "SELECT uniqueId, comments FROM people ORDER BY comments DESC LIMIT 100;"
)
INDEX = (
    comment_words.MADE.replace("content_rowid='id'", "content_rowid='rowid'") + ";"
    f"INSERT INTO {comment_words.TABLE} ({comment_words.TABLE}) VALUES ('rebuild');"
)
FROM_JSON = ", ".join(f"json_extract(line, '$.{name}')" for name in data.HEADER)


def run(stage: Stage) -> Iterator[Result]:
    """Measure first imports, their memory and how late a screen beside them would be."""
    peaks, lags = [], []
    for kind, file in (("csv", stage.csv()), ("jsonl", stage.jsonl())):
        say(f"importing {stage.rows:,} comments as {kind}")
        ours, shell = [], []
        for _ in range(stage.long_runs):
            found = first_import(stage, file, stage.fresh(f"import-{kind}"))
            ours.append(found["seconds"])
            peaks.append(found["peak_mb"])
            lags.append(found["lag_ms"])
            shell.append(_shell(stage, file, kind))
        yield Result(
            f"import {kind}",
            statistics.median(ours),
            statistics.median(shell),
            stage.rows,
            stage.long_runs,
            note=f"against {'the sqlite3 shell' if shutil.which('sqlite3') else SAME_SQL}",
        )
    runs = 2 * stage.long_runs
    note = "against what is allowed"
    yield Result("import memory", max(peaks), MEMORY_MB, stage.rows, runs, "MB", note)
    yield Result("import screen lag", max(lags), LAG_MS, stage.rows, runs, "ms", note)


def run_again(stage: Stage) -> Iterator[Result]:
    """Measure the same file again, and a file with a thousand new comments on top."""
    say(f"importing {stage.rows:,} comments, and again")
    home = stage.fresh("reimport")
    first = first_import(stage, stage.csv(), home)["seconds"]
    new = data.write_csv(stage.fresh("new.csv"), data.comments(NEW, first=stage.rows))
    added = _import(home, new)
    same = _import(home, stage.csv())["seconds"]
    note = "against the first import"
    yield Result("reimport same file", same, first, stage.rows, 1, note=note)
    # The copy is promised and is one of everything; what is left grows with what is new.
    copy = added["copy_seconds"]
    note += f"; without the checked copy before it, which takes {copy:.1f} s for what was there"
    yield Result("reimport 1,000 new", added["seconds"] - copy, first, stage.rows, 1, note=note)


def first_import(stage: Stage, file: Path, home: Path) -> dict[str, float]:
    """Import a file into a new workspace, in a process of its own."""
    workspaces.empty(home).close()
    found = _import(home, file)
    if not stage.rows * 0.8 < found["new"] <= stage.rows:
        raise RuntimeError(f"only {found['new']:,.0f} of {stage.rows:,} comments were new")
    return found


def _import(home: Path, file: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.one_import", str(home), str(file)],
        env=environment(),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


SAME_SQL = "the same SQL in Python's sqlite3, for want of its shell"


def _shell(stage: Stage, file: Path, kind: str) -> float:
    made = stage.fresh("reference.db")
    if shutil.which("sqlite3") is None:
        return seconds(lambda: _in_python(made, file, kind))
    if kind == "csv":
        load = f".mode csv\n.import {file} raw"
        columns = "*"
    else:
        # Lines whole: no comment holds the control character that would part them.
        load = (
            'CREATE TABLE raw(line TEXT);\n.mode ascii\n.separator "\\037" "\\n"\n'
            f".import {file} raw"
        )
        columns = FROM_JSON
    script = f"{load}\n{_sql(columns)}"
    return seconds(
        lambda: subprocess.run(
            ["sqlite3", str(made)], input=script.encode(), stdout=subprocess.DEVNULL, check=True
        )
    )


def _sql(columns: str) -> str:
    return (
        f"CREATE TABLE comments({TABLE});"
        f"INSERT OR IGNORE INTO comments SELECT {columns} FROM raw;"
        f"DROP TABLE raw;{COUNT}{INDEX}"
    )


def _in_python(made: Path, file: Path, kind: str) -> None:
    with (
        closing(sqlite3.connect(made)) as db,
        file.open(encoding="utf-8", newline="") as lines,
    ):
        if kind == "csv":
            rows = csv.reader(lines)
            names = next(rows)
            db.execute(f"CREATE TABLE raw({', '.join(names)})")
            db.executemany(f"INSERT INTO raw VALUES ({', '.join('?' * len(names))})", rows)
        else:
            db.execute("CREATE TABLE raw(line TEXT)")
            db.executemany("INSERT INTO raw VALUES (?)", ((line,) for line in lines))
        db.commit()
        db.executescript(_sql("*" if kind == "csv" else FROM_JSON))
