"""The command line says whether a consent lifts an opt-out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import FANS, comments_file

from .conftest import Run

MIA = FANS[0]


def test_a_consent_says_whether_it_lifts_an_opt_out(
    practice: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    assert practice("suppress", MIA, "--reason", "opt_out").code == 0
    granted = ("consent", "grant", MIA, "--for", "offer", "--evidence")
    assert "this does not lift it" in practice(*granted, "surely fine by now").out
    monkeypatch.setenv("DM_ASSISTANT_NOW", "2024-10-02T12:00:00+00:00")
    wish = "please do send me the code"
    assert practice("reply", MIA, "--text", wish).code == 0
    lifted = practice(*granted, wish)
    assert (lifted.code, "lift" in lifted.out) == (0, False)
    checked = practice("check", MIA, "--for", "offer", "--json").document
    [found] = [each for each in checked["findings"] if each["rule"] == "opt_out"]
    assert found["status"] == "warn"
