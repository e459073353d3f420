"""The list of what is counted, with the kind that decides every rule of addition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A level is a state at the end of a day; a tally counts things that happen."""

    LEVEL = "level"
    TALLY = "tally"


class Section(StrEnum):
    """The three parts of the daily report."""

    DISPLACED = "displaced"
    SHELTER = "shelter"
    CASUALTIES = "casualties"


class Indicator(StrEnum):
    """Codes of the indicators, as stored and exchanged."""

    EVACUATED = "evacuated"
    ARRIVALS = "arrivals"
    DEPARTURES = "departures"
    PRESENT = "present"
    SHELTERED = "sheltered"
    CAPACITY = "capacity"
    CAPACITY_STANDBY = "capacity_standby"
    KILLED = "killed"
    INJURED = "injured"
    HOSPITALISED = "hospitalised"
    MISSING = "missing"

    @property
    def definition(self) -> Definition:
        """Kind, unit, section and words of this indicator."""
        return DEFINITIONS[self]

    @property
    def is_level(self) -> bool:
        """Whether the indicator is a state at the end of the day."""
        return self.definition.kind is Kind.LEVEL


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """What an indicator means. `at_most` names the indicator that it may not exceed."""

    kind: Kind
    section: Section
    unit: str
    label: str
    meaning: str
    at_most: Indicator | None = None
    people: bool = True


def _level(section: Section, label: str, meaning: str, **more: object) -> Definition:
    return _define(Kind.LEVEL, section, label, meaning, **more)


def _tally(section: Section, label: str, meaning: str, **more: object) -> Definition:
    return _define(Kind.TALLY, section, label, meaning, **more)


def _define(kind: Kind, section: Section, label: str, meaning: str, **more: object) -> Definition:
    places = bool(more.get("places"))
    at_most = more.get("at_most")
    return Definition(
        kind=kind,
        section=section,
        unit="places" if places else "people",
        label=label,
        meaning=meaning,
        at_most=Indicator(str(at_most)) if at_most else None,
        people=not places,
    )


DEFINITIONS: dict[Indicator, Definition] = {
    Indicator.EVACUATED: _tally(
        Section.DISPLACED, "Evacuated", "People moved out of the area by organised evacuation"
    ),
    Indicator.ARRIVALS: _tally(Section.DISPLACED, "Arrivals", "Displaced people who came in"),
    Indicator.DEPARTURES: _tally(Section.DISPLACED, "Departures", "Displaced people who left"),
    Indicator.PRESENT: _level(
        Section.DISPLACED,
        "People present",
        "Displaced people here at the end of the day, wherever they sleep",
    ),
    Indicator.SHELTERED: _level(
        Section.SHELTER,
        "People sheltered",
        "Of those present, the people who sleep in shelters tonight",
        at_most="present",
    ),
    Indicator.CAPACITY: _level(
        Section.SHELTER,
        "Usable capacity",
        "Shelter places usable tonight, blocked places taken off",
        places=True,
    ),
    Indicator.CAPACITY_STANDBY: _level(
        Section.SHELTER,
        "Standby capacity",
        "Further places prepared but not opened",
        places=True,
    ),
    Indicator.KILLED: _tally(Section.CASUALTIES, "Killed", "Civilians killed"),
    Indicator.INJURED: _tally(Section.CASUALTIES, "Injured", "Civilians injured"),
    Indicator.HOSPITALISED: _tally(
        Section.CASUALTIES,
        "Taken to hospital",
        "Of the injured, those taken to hospital",
        at_most="injured",
    ),
    Indicator.MISSING: _level(
        Section.CASUALTIES, "Missing", "Civilians missing now, never part of the killed"
    ),
}

LEVELS = tuple(i for i in Indicator if DEFINITIONS[i].kind is Kind.LEVEL)
TALLIES = tuple(i for i in Indicator if DEFINITIONS[i].kind is Kind.TALLY)
