"""Say a situation: from what was read to the words of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.charts.map_look import MAP_PRINT
from tracker.charts.map_wording import explain_signs
from tracker.charts.sentences.capacity import SHELTERS
from tracker.charts.sentences.completeness import Silence, describe_completeness
from tracker.charts.wording import (
    phrase_coverage,
    phrase_day,
)
from tracker.domain.indicators import Indicator
from tracker.recording.published import ToldAct
from tracker.registry.places import PlaceKind
from tracker.web.corrections.sentences import describe_act, name_act
from tracker.web.dashboard.maps.numbers import MapNumbers
from tracker.web.dashboard.places import describe_all
from tracker.web.dashboard.reporting.numbers import SilentUnit, UnitRow
from tracker.web.dashboard.sides.larger_claims import HeldClaim
from tracker.web.dashboard.tiles import TALLY_LABELS, Tile
from tracker.web.shared.discretion import NAMELESS
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.formats import long_moment, moment
from tracker.web.situation.area_rows import AREA_HEADS, list_area_rows
from tracker.web.situation.gathering import Named, Situation
from tracker.web.situation.method import METHOD
from tracker.web.situation.notices import list_notices
from tracker.web.situation.paper import (
    Change,
    ClaimRow,
    Fact,
    Footnote,
    MapKey,
    Paper,
)

MOST_SILENT, MOST_SOURCES = 12, 8

_LABELS = {
    "Usable capacity": Indicator.CAPACITY,
    "Standby capacity": Indicator.CAPACITY_STANDBY,
    "Sheltered": Indicator.SHELTERED,
    "Present": Indicator.PRESENT,
    **{label: indicator for indicator, label in TALLY_LABELS.items()},
}


def write_paper(situation: Situation) -> Paper:
    """The whole report."""
    operation, numbers = situation.lookback.operation, situation.numbers
    footnotes = _list_footnotes(situation.sources)
    marks = {indicator: note.number for indicator, note in footnotes.items()}
    return Paper(
        title=f"Situation report, {phrase_day(situation.day, year=True)}",
        operation=operation.name,
        known=(
            f"As known on {long_moment(situation.known_at)}, made on "
            f"{long_moment(situation.lookback.now)} ({operation.time_zone})."
        ),
        known_short=f"As known on {long_moment(situation.known_at)}.",
        notices=tuple(list_notices(situation)),
        lead=describe_all(numbers, SHELTERS),
        facts=_list_facts(numbers.tiles, marks),
        casualties=_list_facts(numbers.casualties, marks),
        area_heads=AREA_HEADS,
        map_keys=tuple(_list_map_keys(situation.map)),
        map_note=" ".join(_list_map_notes(situation.map, operation.clock.stale_after)),
        areas=list_area_rows(situation.areas, situation.preferred),
        coverage=_say_completeness(situation),
        silent=tuple(_list_silent(situation.completeness.silent)),
        since=long_moment(situation.since),
        changes=tuple(_make_change(act) for act in situation.acts),
        has_more_changes=situation.has_more,
        claims=tuple(_make_claim_row(claim) for claim in situation.claims),
        footnotes=tuple(footnotes.values()),
        method=METHOD,
    )


def _list_facts(tiles: Sequence[Tile], footnotes: Mapping[Indicator, int]) -> tuple[Fact, ...]:
    return tuple(_make_fact(tile, footnotes) for tile in tiles)


def _make_fact(tile: Tile, footnotes: Mapping[Indicator, int]) -> Fact:
    indicator = _LABELS.get(tile.label)
    return Fact(
        label=tile.label,
        qualifier=tile.qualifier,
        said=tile.none if tile.value is None else tile.value,
        is_known=tile.value is not None,
        series=tile.series,
        notes=tuple(note for note in (tile.note, tile.bounds, tile.change, tile.age) if note),
        marks=tuple(words for _, words in tile.marks),
        alert=tile.alert,
        footnote=None if indicator is None or tile.value is None else footnotes.get(indicator),
    )


def _list_footnotes(sources: Mapping[Indicator, Sequence[Named]]) -> dict[Indicator, Footnote]:
    named = [(indicator, found) for indicator, found in sources.items() if found]
    return {
        indicator: Footnote(number=number, text=_name_all(indicator, found))
        for number, (indicator, found) in enumerate(named, start=1)
    }


def _name_all(indicator: Indicator, found: Sequence[Named]) -> str:
    shown = [
        f"{each.name} (grade {each.grade}{'' if each.units == 1 else f', {each.units} units'})"
        for each in found[:MOST_SOURCES]
    ]
    if len(found) > MOST_SOURCES:
        shown.append(f"{len(found) - MOST_SOURCES} more")
    return f"{indicator.definition.label}: {', '.join(shown)}."


def _list_map_keys(found: MapNumbers) -> Iterator[MapKey]:
    for step in found.series.steps:
        yield MapKey(label=step.label, colour=MAP_PRINT.fill(step.number), number=step.number)
    if found.series.has_missing:
        yield MapKey(label="no number", colour=MAP_PRINT.fill(None), number=None)


def _list_map_notes(found: MapNumbers, stale_after: int) -> Iterator[str]:
    """What has to stand below the map."""
    if found.series.schematic:
        yield "Schematic: it shows where areas lie to each other, not their shape or size."
    if signs := explain_signs(found.series, stale_after):
        yield signs
    if found.undrawn:
        yield f"{found.undrawn} of {len(found.series.areas)} areas have no boundary."
    if found.series.sites:
        yield (
            "Dots are shelters, hollow ones on standby; those not to be published are not shown."
        )
    if found.attributions:
        yield f"Boundaries: {'; '.join(found.attributions)}."


def _say_completeness(situation: Situation) -> str:
    """Who reported on the day, and over the days up to it."""
    last = situation.numbers.series.days[-1]
    found = situation.completeness
    silent = [
        Silence(_name_unit(each.unit), each.days, each.last_report is not None)
        for each in found.silent
    ]
    days = found.period.first, found.period.last
    over_days = describe_completeness(
        found.rates,
        *days,
        units=found.in_use,
        silent=silent,
        paused=found.paused,
        others=found.others,
    )
    if last.coverage is None:
        return over_days
    return f"{phrase_coverage(last.coverage)} on {phrase_day(last.day)}. {over_days}"


def _list_silent(silent: Sequence[SilentUnit]) -> Iterator[str]:
    """Units that have not reported, the longest silence first."""
    for each in silent[:MOST_SILENT]:
        yield f"{_name_unit(each.unit)}: {_say_silence(each)}"
    if len(silent) > MOST_SILENT:
        left = len(silent) - MOST_SILENT
        yield "1 more unit" if left == 1 else f"{left} more units"


def _name_unit(unit: UnitRow) -> str:
    if unit.place.kind is PlaceKind.AREA:
        return unit.place.name
    name = unit.place.name if unit.is_published else NAMELESS.capitalize()
    return f"{name}, {unit.heading.name}"


def _say_silence(silent: SilentUnit) -> str:
    days = "1 day" if silent.days == 1 else f"{silent.days} days"
    if silent.last_report is None:
        return f"silent for {days}, no report since the first was due for {say_day(silent.since)}"
    return f"silent for {days}, last report {say_day(silent.last_report)}"


def _make_change(act: ToldAct) -> Change:
    return Change(
        title=name_act(act),
        by=f"{moment(act.recorded_at)}, {act.person_name}",
        reason=act.reason,
        sentences=tuple(describe_act(act)),
    )


def _make_claim_row(claim: HeldClaim) -> ClaimRow:
    label, report = claim.count.indicator.definition.label, claim.report
    so_far = " so far" if claim.count.form == "total" else ""
    return ClaimRow(
        area=claim.area_name,
        source=f"{report.source_name} (grade {report.grade}), for {say_day(report.day)}",
        said=f"{label}: {claim.count.said}{so_far}",
        comparison=claim.sentence,
    )
