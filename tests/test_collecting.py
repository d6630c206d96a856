"""The garbage collector rests while it is told to, and no longer."""

from __future__ import annotations

import gc

import pytest

from dm_assistant.collecting import uncollected


@uncollected()
def fail(while_off: list[bool]) -> None:
    while_off.append(gc.isenabled())
    raise KeyError


def test_it_runs_again_afterwards_whatever_happened() -> None:
    while_off: list[bool] = []
    with pytest.raises(KeyError):
        fail(while_off)
    assert while_off == [False]
    assert gc.isenabled()


def test_who_keeps_it_off_for_longer_finds_it_off() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
