"""Making a workspace: what cannot be made whole is not begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.services import workspace
from dm_assistant.services.workspace import NOW as CLOCK


@pytest.mark.parametrize(
    ("practice", "clock"), [(False, "2024-10-01T12:00:00+00:00"), (True, "noon")]
)
def test_a_clock_that_cannot_be_used_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, practice: bool, clock: str
) -> None:
    monkeypatch.setenv(CLOCK, clock)
    with pytest.raises(BadInputError, match=CLOCK):
        workspace.create(tmp_path / "w", practice=practice)
    assert list(tmp_path.iterdir()) == []
