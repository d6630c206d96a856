"""What a look at files found: a line for each that would be imported, and for each that is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dm_assistant.services.file_reports import FileReport, ImportReport, LeftLine
from dm_assistant.tui.cells import cut, cut_middle
from dm_assistant.tui.widgets.line_view import Column, LineView

SIGN, FORMAT, NEW = 2, 18, 14
ROOMY = 64
LEFT = "Left as they are"

Line = FileReport | LeftLine | str
"""A file that is known, one that is not, or a heading."""

_folder = re.compile(r".*?[/\\]")
_last = re.compile(r"[/\\!][^/\\!]*$")


class FilesView(LineView):
    """The files of a look; ``without`` are the known ones that are not to be imported."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._shared = ""
        self.without: set[str] = set()

    def show(self, report: ImportReport) -> None:
        """Show what another look found; of those left, what somebody could mend comes first."""
        heading = (f"{LEFT} ({len(report.left_out):,})",) if report.left_out else ()
        alike = Counter(line.reason for line in report.left_out)
        left = sorted(report.left_out, key=lambda each: (not each.columns, alike[each.reason]))
        self._lines = (*report.files, *heading, *left)
        self._shared = shared(
            [*(each.path for each in report.files), *(each.path for each in left)]
        )
        self.without = set()
        self.cursor = 0
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    @property
    def current(self) -> FileReport | LeftLine | None:
        """Return the file under the cursor."""
        line = self._lines[self.cursor] if self.cursor < len(self._lines) else None
        return None if isinstance(line, str) else line

    def turn(self, path: str) -> None:
        """Leave a file out, or take it in again."""
        self.without ^= {path}
        self.refresh()
        self.tell(lambda: self.Moved(self))

    def validate_cursor(self, cursor: int) -> int:
        """Step over the heading in the direction the cursor came from."""
        if 0 <= cursor < len(self._lines) and isinstance(self._lines[cursor], str):
            return cursor - 1 if 0 < cursor < self.cursor else cursor + 1
        return cursor

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return mark, file, what it is and what it brings; or why it is left."""
        line = self._lines[index]
        sign = "›" if index == self.cursor else " "
        if isinstance(line, str):
            return [(f"  {line}", width, "strong", False)]
        if isinstance(line, LeftLine):
            mark = "?" if line.columns else " "
            room = min(40, width // 2)
            return [
                (sign + mark, SIGN, "mark", False),
                (self._named(line.path, room), room, "text", False),
                (line.reason, width - SIGN - room - 2, "dim", False),
            ]
        out = line.path in self.without
        look = "dim" if out else "text"
        cells: list[Column] = [(sign + ("×" if out else " "), SIGN, "mark", False)]
        room = width - SIGN - NEW - 2
        kind: list[Column] = []
        if width >= ROOMY:
            room -= FORMAT + 1
            kind.append((line.words or line.format, FORMAT, "dim", False))
        cells += [(self._named(line.path, room), room, look, False), *kind]
        return [*cells, ("left out" if out else brings(line), NEW, look, True)]

    def _named(self, path: str, width: int) -> str:
        """Return a file's path below the folder all lie in; its own name is the last to be cut."""
        return ending(path.removeprefix(self._shared), width)


def shared(paths: Sequence[str]) -> str:
    """Return the folders that all paths begin with, up to and with the last slash."""
    start = ""
    if paths:
        first = min(paths)
        while (step := _folder.match(first, len(start))) is not None and "!" not in step[0]:
            if not all(path.startswith(step.string[: step.end()]) for path in paths):
                break
            start = first[: step.end()]
    return start


def ending(path: str, width: int) -> str:
    """Return a path in at most ``width`` cells, cut before the last of its names."""
    last = _last.search(path)
    return cut_middle(path, width, last[0]) if last else cut(path, width)


def brings(file: FileReport) -> str:
    """Return what a file brings in one column: what is new, else what it changes."""
    if file.new or not file.changed:
        return f"{file.new:,} new" if file.new else "nothing new"
    return f"{file.changed:,} changed"


def short(path: str) -> str:
    """Return a file's name, for an archive's entry with the archive's."""
    archive, mark, entry = path.partition("!")
    name = archive.replace("\\", "/").rsplit("/", 1)[-1]
    return name + mark + entry
