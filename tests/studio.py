"""TikTok Studio's tables as they are downloaded: quoted, with a byte order mark, without a year."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

OVERVIEW = ("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares")
HISTORY = ("Date", "Followers", "Difference in followers from previous day")
ACTIVITY = ("Date", "Hour", "Active followers")
GENDER = ("Gender", "Distribution")
TERRITORIES = ("Top territories", "Distribution")
VIEWERS = ("Date", "Total Viewers", "New Viewers", "Returning Viewers")
CONTENT = (
    "Time",
    "Video title",
    "Video link",
    "Post time",
    "Total likes",
    "Total comments",
    "Total shares",
    "Total views",
)
END = date(2024, 9, 28)
MADE = datetime(2024, 9, 30, 8, tzinfo=UTC)


def english(day: date) -> str:
    return f"{day:%B} {day.day}"


def days(number: int, end: date = END) -> list[date]:
    return [end - timedelta(days=back) for back in range(number - 1, -1, -1)]


def content(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().rstrip("\n").encode()


def table(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    made_at: datetime = MADE,
) -> Path:
    path.write_bytes(content(header, rows))
    os.utime(path, (made_at.timestamp(), made_at.timestamp()))
    return path


def archive(path: Path, made_at: datetime = MADE, **tables: bytes) -> Path:
    """Write a zip of tables by name, as Studio packs them: stored, at the root."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in tables.items():
            packed.writestr(zipfile.ZipInfo(f"{name}.csv", made_at.timetuple()[:6]), data)
    return path


def overview(
    path: Path,
    number: int = 7,
    *,
    end: date = END,
    views: Callable[[date], object] = lambda day: day.day,
    written: Callable[[date], str] = english,
    made_at: datetime | None = None,
) -> Path:
    at = made_at or datetime.combine(end + timedelta(days=2), MADE.time(), UTC)
    rows = [(written(day), views(day), 2, 3, -4, 5) for day in days(number, end)]
    return table(path, OVERVIEW, rows, at)


def video(day: date, number: int = 0) -> str:
    """Return the id of a video made on a day at noon."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return str((int(noon.timestamp()) << 32) + number)
