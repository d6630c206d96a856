"""Samples of what a template makes: with every fact known, with the fewest, with the longest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dm_assistant.domain.model import Source
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.variables import EVIDENCE, VARIABLES

ALWAYS_KNOWN = frozenset({"handle"})


class Known(StrEnum):
    """How much is known of the person a sample is written for."""

    EVERYTHING = "everything"
    LEAST = "no more known than it needs"
    LONGEST = "the longest facts there may be"


@dataclass(frozen=True, slots=True)
class Sample:
    """Values for the variables of a template, and the sources of those about the person."""

    known: Known
    values: Mapping[str, str]

    @property
    def sources(self) -> dict[str, Source]:
        """Return a source for each value that would come from a fact about the person."""
        return {
            name: Source(value, name)
            for name, value in self.values.items()
            if name in EVIDENCE and value
        }


def samples(template: Template) -> tuple[Sample, ...]:
    """Return a sample for each way in which people are known."""
    examples = {name: variable.example for name, variable in VARIABLES.items()}
    least = {name: examples[name] for name in template.needs | ALWAYS_KNOWN}
    longest = {name: _stretched(name) for name in VARIABLES}
    return (
        Sample(Known.EVERYTHING, examples),
        Sample(Known.LEAST, least),
        Sample(Known.LONGEST, longest),
    )


def _stretched(name: str) -> str:
    """Return a value as long as it may get, of words or digits like those of its example."""
    variable = VARIABLES[name]
    gap = "" if variable.example.isdecimal() else " "
    times = variable.longest // len(variable.example) + 1
    return gap.join([variable.example] * times)[: variable.longest].strip()
