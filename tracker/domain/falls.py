"""Why a running total fell, and people who came to count as something else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.indicators import Indicator, Section


class FallKind(StrEnum):
    """Why a running total is lower than it was.

    A correction knows better, a mistake should never have been entered; after a reclassification
    the same people count under another indicator.
    """

    CORRECTION = "correction"
    MISTAKE = "mistake"
    RECLASSIFICATION = "reclassification"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fall:
    """What a person says of a total that falls: its kind, and of people who moved, where to.

    `people` is how many moved, None where that is not known or nobody did.
    """

    indicator: Indicator
    kind: FallKind
    into: Indicator | None = None
    people: int | None = None


MOVABLE = tuple(i for i in Indicator if i.definition.section is Section.CASUALTIES)
"""Indicators between which people are moved within a report: an injured person dies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """People of a report who were counted under one indicator and now count under another."""

    people: int
    source: Indicator
    target: Indicator

    @property
    def fall(self) -> Fall:
        """The move as the reason for which its source is lower."""
        return Fall(
            indicator=self.source,
            kind=FallKind.RECLASSIFICATION,
            into=self.target,
            people=self.people,
        )


def name_people(indicator: Indicator) -> str:
    """What people are, after the word: `injured`, `taken to hospital`."""
    return indicator.definition.label.lower().removeprefix("people ")


def describe_move(fall: Fall) -> str:
    """People who moved, in a sentence: `1 person moved from injured to killed`."""
    people = "person" if fall.people == 1 else "people"
    who = f"{fall.people:,} {people}" if fall.people is not None else "People"
    target = name_people(fall.into) if fall.into else "another number"
    return f"{who} moved from {name_people(fall.indicator)} to {target}"
