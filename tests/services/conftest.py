"""The clock stands still in every test here."""

import pytest


@pytest.fixture(autouse=True)
def _clock(clock: None) -> None:
    """Stop the clock."""
