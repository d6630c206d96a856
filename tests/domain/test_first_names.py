"""A display name gives a first name only where people would say it."""

from __future__ import annotations

import pytest

from dm_assistant.domain.first_names import first_name


@pytest.mark.parametrize(
    ("name", "handle", "first"),
    [
        ("Mia Lindqvist", "mia.paints", "Mia"),
        ("𝓜𝓲𝓪 ✨", "m1", "Mia"),
        ("LEONARDO", "leo", "Leonardo"),
        ("Jean-Luc", "jl", "Jean-Luc"),
        ("D'Arcy", "darcy", "D'Arcy"),
        ("سارة", "sara", "سارة"),
        ("", "mia.paints", ""),
        ("✨🌸✨", "flower", ""),
        ("user8273625", "user8273625", ""),
        ("mia_paints", "mia_paints", ""),
        ("the fog club official account of mia", "fogclub", ""),
        ("\u200b\u200b", "ghost", ""),
        ("None", "nobody", "None"),
        ("अनन्या 🌸", "ananya", "अनन्या"),
        ("दीया", "diya", "दीया"),
        ("[bold]Max[/]", "max", "Max"),
        ("Mia (she/her)", "m1", "Mia"),
    ],
)
def test_a_first_name_is_one_people_would_say(name: str, handle: str, first: str) -> None:
    assert first_name(name, handle) == first
