"""What an export of this very operation says of its reports: the same as they do, or not.

An export has of everything that happens what is new and the total so far, and one of them is taken
in, whichever the report told. So a row is held against its report in the form that this told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from tracker.domain.counts import Count, Form
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Survey
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.importing.comparing import ByIndicator, index_counts
from tracker.exchange.importing.entries import Outcome, Planned, Stated
from tracker.exchange.importing.named_reports import Key, NamedReport, find_named
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import NOT_USED
from tracker.recording.said import load_said
from tracker.totals.read import read_days_of_each

_PLACES_AT_ONCE = 5
_FORMS = (Form.NEW, Form.TOTAL)

Read = Callable[[ImportMapping], Iterable[Stated]]
"""Reads the file once more, by another mapping."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnReports:
    """The reports of this operation that a file names, by place, day and source.

    Of those `repeated` it says the same, and of those `withdrawn` what they said until then.
    `moved` are those that are repeated, with another total so far than the tracker reckons.
    """

    named: Mapping[Key, tuple[NamedReport, ...]] = field(default_factory=dict)
    repeated: frozenset[Key] = frozenset()
    withdrawn: frozenset[Key] = frozenset()
    moved: frozenset[Key] = frozenset()

    def repeats_all(self, stated: Sequence[Stated]) -> bool:
        """Whether the file says of everything what reports say already."""
        return bool(self.repeated) and all(find_key(one) in self.repeated for one in stated)

    def settle(self, stated: Stated) -> Planned | Stated:
        """That a report says the same, or did before it was withdrawn; else what to compare.

        A blank cell of an export says that another report counts, and nothing of this one.
        """
        key = find_key(stated)
        if key in self.repeated:
            return Planned(stated=stated, outcome=Outcome.UNCHANGED)
        if key in self.withdrawn:
            last = self.named[key][-1]
            return Planned(stated=stated, outcome=Outcome.LEFT, report_id=last.report_id)
        return replace(stated, blank=frozenset()) if key in self.named else stated


def find_key(stated: Stated) -> Key:
    """What a report is about, and who says so."""
    return stated.place_id, stated.day, stated.source_id


def find_own_reports(
    session: Session, survey: Survey, mapping: ImportMapping, stated: Sequence[Stated], read: Read
) -> OwnReports:
    """What a file says of reports that it names; nothing of any but an export of this operation."""
    named = find_named(session, survey, mapping, stated)
    if not named:
        return OwnReports()
    said = load_said(session, {one.report_id for reports in named.values() for one in reports})
    in_form = {form: _index(read(_switch(survey, mapping, form))) for form in _FORMS}
    repeated: set[Key] = set()
    withdrawn: set[Key] = set()
    reckoned: dict[Key, list[Count]] = {}
    for one in stated:
        key = find_key(one)
        told = {form: in_form[form].get(key, {}) for form in _FORMS}
        reports = named.get(key, ())
        standing = [said[report.report_id].counts for report in reports if not report.withdrawn]
        if _are_said(one.counts, told, standing):
            repeated.add(key)
            reckoned[key] = list(_list_reckoned(one, standing))
        elif _are_said(one.counts, told, [said[report.report_id].counts for report in reports]):
            withdrawn.add(key)
    return OwnReports(
        named=named,
        repeated=frozenset(repeated),
        withdrawn=frozenset(withdrawn),
        moved=frozenset(_find_moved(session, reckoned)),
    )


def _index(stated: Iterable[Stated]) -> dict[Key, dict[Indicator, Count]]:
    return {find_key(one): index_counts(one.counts) for one in stated}


def _switch(survey: Survey, mapping: ImportMapping, form: Form) -> ImportMapping:
    """The mapping with what happens in this form, whichever was read."""
    columns = dict(mapping.columns)
    for column in survey.head.columns:
        tag = read_tag(column.tag)
        meaning = explain_tag(tag) if tag else None
        if meaning and meaning.measure and not meaning.measure.indicator.is_level:
            columns[column.name] = meaning if meaning.measure.form is form else NOT_USED
    return replace(mapping, columns=columns)


def _are_said(
    counts: Sequence[Count], told: Mapping[Form, ByIndicator], reports: Sequence[ByIndicator]
) -> bool:
    return bool(counts) and all(_is_said(count, told, reports) for count in counts)


def _is_said(
    count: Count, told: Mapping[Form, ByIndicator], reports: Sequence[ByIndicator]
) -> bool:
    """Whether a report says what the file does, in the form that the report has."""
    for report in reports:
        theirs = report.get(count.indicator)
        if theirs is not None:
            ours = told[theirs.form].get(count.indicator) if theirs.form in told else count
            return ours is not None and _is_alike(ours, theirs)
    return False


def _is_alike(ours: Count, theirs: Count) -> bool:
    """Whether a count says what another one does; small parts may be hidden in an export."""
    return (ours.value, ours.bounds, ours.words) == (
        theirs.value,
        theirs.bounds,
        theirs.words,
    ) and set(ours.parts) <= set(theirs.parts)


def _list_reckoned(one: Stated, reports: Sequence[ByIndicator]) -> Iterator[Count]:
    """Totals so far of which the report told what was new: nobody said them."""
    for count in one.counts:
        told = next(report[count.indicator] for report in reports if count.indicator in report)
        if count.form is Form.TOTAL and told.form is Form.NEW:
            yield count


def _find_moved(session: Session, reckoned: Mapping[Key, Sequence[Count]]) -> Iterator[Key]:
    """Where a total so far of the file is another than the one that is reckoned now."""
    by_place: dict[int, list[Key]] = defaultdict(list)
    for key, counts in reckoned.items():
        if counts:
            by_place[key[0]].append(key)
    places = list(by_place)
    for start in range(0, len(places), _PLACES_AT_ONCE):
        some = places[start : start + _PLACES_AT_ONCE]
        keys = [key for place in some for key in by_place[place]]
        first, last = min(key[1] for key in keys), max(key[1] for key in keys)
        indicators = {count.indicator for key in keys for count in reckoned[key]}
        found = read_days_of_each(session, some, first, last, [*indicators])
        for key in keys:
            days = found[key[0]]
            at = (key[1] - first).days
            if any(_is_moved(one, days[one.indicator][at]) for one in reckoned[key]):
                yield key


def _is_moved(count: Count, total: DayTotal) -> bool:
    """Whether a total so far is another one; of a range both ends, of words nothing is known."""
    if count.value is not None:
        return count.value != total.value
    bounds = count.bounds
    return bounds.high is not None and (bounds.low, bounds.high) != (total.low, total.high)
