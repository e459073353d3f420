"""What would become of a file, as its pages show it; of a long file it is kept beside it.

A plan holds every report of a file. The pages need what is counted of it and its beginnings, in a
form that a note can keep from one request to the next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from heapq import nsmallest
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.breakdown import name_part
from tracker.domain.counts import Form
from tracker.exchange.importing import (
    DaySum,
    Outcome,
    Plan,
    Planned,
    PlanWarning,
    Reason,
    WarningKind,
    keep_latest,
    list_left_out,
    list_warnings,
    sum_by_day,
    sum_reasons,
)
from tracker.exchange.mapping import ImportMapping, Matched, write_mapping
from tracker.registry.places import load_places
from tracker.registry.sources import list_sources
from tracker.web.imports.count_words import say_counts
from tracker.web.shared.kept_files import OUTLOOK, KeptFile

OUTCOME_WORDS = {
    Outcome.ADDED: "To be added",
    Outcome.RIVAL: "To be added beside what others say",
    Outcome.CORRECTED: "To be corrected",
    Outcome.WITHDRAWN: "To be withdrawn",
    Outcome.UNCHANGED: "Unchanged",
    Outcome.LEFT: "Left withdrawn, as somebody withdrew them",
}
_REFUSED = "refused"
_FIRST = 10
_MOST_LISTED = 200
_MOST_SUMS = 30
_MOST_PART_SUMS = 60
_FORM = 13
"""Of the notes; one that was written in an earlier form is found out anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewRow:
    """A report as it will be recorded, in words; `on` is the day as YYYY-MM-DD."""

    place: str
    on: str
    source: str
    counts: Sequence[str]
    outcome: str
    rows: str

    @property
    def day(self) -> date:
        """The day that it is about."""
        return date.fromisoformat(self.on)


@dataclass(frozen=True, kw_only=True, slots=True)
class SumLine:
    """A sum of a day, to hold against the file; `on` is the day as YYYY-MM-DD.

    `part` says in words of whom, where it is one of parts.
    """

    on: str
    label: str
    value: int | None
    counts: int
    without_value: int
    vague: int
    blank: int
    part: str | None = None

    @property
    def day(self) -> date:
        """The day that it is about."""
        return date.fromisoformat(self.on)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenPlace:
    """A place of the file for which somebody has to choose, as `Matched` has it."""

    words: str
    is_shelter: bool
    district_id: int | None
    likely: Sequence[int]
    several: int = 0
    taken: str | None = None
    lost: str | None = None

    @property
    def may_be_new(self) -> bool:
        """Whether it can be registered as a new shelter."""
        return self.district_id is not None and self.taken is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What would become of a file, and what to be warned of.

    `refused` counts the rows that are, `reasons` sums them up and `listed` are the first of them
    with their reasons. Days are YYYY-MM-DD. `signature` is that of the mapping.
    """

    signature: str
    rows: int
    left_out: int
    left_out_for: Sequence[str]
    blank: int
    repeated: int
    outcomes: Sequence[tuple[str, int]]
    keeps_anything: bool
    warnings: Sequence[PlanWarning]
    first: Sequence[PreviewRow]
    sums: Sequence[SumLine]
    sums_left: int
    parts_left: int
    refused: int
    reasons: Sequence[Reason]
    listed: Sequence[tuple[str, str]]
    places: int
    open_places: Sequence[OpenPlace]
    open_sources: Sequence[str]

    @property
    def reports(self) -> int:
        """Reports that the file states, whatever becomes of them."""
        return sum(number for _, number in self.outcomes)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose places or sources."""
        return bool(self.open_places or self.open_sources)

    @property
    def has_parts(self) -> bool:
        """Whether any sum is one of parts by sex and age."""
        return any(line.part for line in self.sums)

    @property
    def turns_on_modes(self) -> bool:
        """Whether districts will report by their shelters, or should for these to count."""
        turning = (WarningKind.SWITCHING, WarningKind.UNCOUNTED)
        return any(warning.kind in turning for warning in self.warnings)


def look_ahead(session: Session, plan: Plan, file_hash: bytes) -> Outlook:
    """What the pages need of a plan of a file with this fingerprint."""
    latest = keep_latest(sum_by_day(plan.planned), most=_MOST_SUMS, most_parts=_MOST_PART_SUMS)
    days = sorted(latest.sums, key=lambda found: found.day, reverse=True)
    changing = (p for p in plan.planned if p.outcome.changes)
    first = nsmallest(_FIRST, changing, key=lambda p: p.stated.rows)
    return Outlook(
        signature=sign_mapping(plan.mapping),
        rows=plan.rows,
        left_out=plan.left_out,
        left_out_for=list_left_out(plan.left_out_for),
        blank=plan.blank,
        repeated=plan.repeated,
        outcomes=list(_count_outcomes(plan)),
        keeps_anything=plan.keeps_anything,
        warnings=list_warnings(session, plan, file_hash),
        first=_list_rows(session, plan, first),
        sums=[line for found in days for line in _list_sums(found)],
        sums_left=latest.sums_left,
        parts_left=latest.parts_left,
        refused=len(plan.refused),
        reasons=sum_reasons(plan.refused),
        listed=[(row.where, row.reason) for row in plan.refused[:_MOST_LISTED]],
        places=len(plan.places),
        open_places=list(map(_describe_place, plan.open_places)),
        open_sources=plan.open_sources,
    )


def _count_outcomes(plan: Plan) -> Iterator[tuple[str, int]]:
    for outcome, words in OUTCOME_WORDS.items():
        number = plan.count(outcome)
        if number or outcome is not Outcome.LEFT:
            yield words, number


def _list_sums(found: DaySum) -> Iterator[SumLine]:
    """The line of a sum, and those of its parts."""
    so_far = " (total so far)" if found.form == Form.TOTAL else ""
    label = f"{found.indicator.definition.label}{so_far}"
    on = found.day.isoformat()
    yield SumLine(
        on=on,
        label=label,
        value=found.value,
        counts=found.counts,
        without_value=found.without_value,
        vague=found.vague,
        blank=found.blank,
    )
    for one in found.parts:
        yield SumLine(
            on=on,
            label=label,
            value=one.part.value,
            counts=one.counts,
            without_value=0,
            vague=0,
            blank=one.blank,
            part=name_part(one.part),
        )


def _list_rows(session: Session, plan: Plan, chosen: Sequence[Planned]) -> list[PreviewRow]:
    ids = {one.stated.place_id for one in chosen}
    names = {place.id: place.full_name for place in load_places(session, ids)}
    names |= {-n: f"{m.key.shelter} (new)" for n, m in enumerate(plan.created, start=1)}
    sources = {source.id: source.name for source in list_sources(session)}
    return [
        PreviewRow(
            place=names[one.stated.place_id],
            on=one.stated.day.isoformat(),
            source=sources[one.stated.source_id],
            counts=say_counts(one),
            outcome=OUTCOME_WORDS[one.outcome],
            rows=", ".join(map(str, one.stated.rows)),
        )
        for one in chosen
    ]


def _describe_place(matched: Matched) -> OpenPlace:
    return OpenPlace(
        words=matched.key.words,
        is_shelter=bool(matched.key.shelter),
        district_id=matched.district_id,
        likely=matched.likely,
        several=matched.several,
        taken=matched.taken,
        lost=matched.lost,
    )


def keep_outlook(file: KeptFile, outlook: Outlook, plan: Plan) -> None:
    """Keep what a mapping makes of a file, and the rows that it refuses as a file."""
    file.write_note(_REFUSED, plan.refused_file.write(plan.refused))
    file.write_note(OUTLOOK, json.dumps(asdict(outlook) | {"form": _FORM}))


def find_outlook(file: KeptFile) -> Outlook | None:
    """What was found out with the mapping as it is, None where nothing was."""
    said = file.read_note(OUTLOOK)
    kept: dict[str, Any] = json.loads(said) if said else {}
    if kept.pop("form", None) != _FORM or file.mapping is None:
        return None
    if kept["signature"] != sign_mapping(file.mapping):
        return None
    return Outlook(
        **kept
        | {
            "warnings": [PlanWarning(**warning) for warning in kept["warnings"]],
            "first": [PreviewRow(**row) for row in kept["first"]],
            "sums": [SumLine(**line) for line in kept["sums"]],
            "reasons": [Reason(**reason) for reason in kept["reasons"]],
            "open_places": [OpenPlace(**place) for place in kept["open_places"]],
        }
    )


def find_refused(file: KeptFile) -> str:
    """The refused rows of a file whose outlook is kept, as CSV."""
    return file.read_note(_REFUSED) or ""


def sign_mapping(mapping: ImportMapping) -> str:
    """What tells a mapping, with its sheet and head, from every other one."""
    return hashlib.sha256(write_mapping(mapping).encode()).hexdigest()
