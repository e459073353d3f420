"""What is sent to make, correct or withdraw a report, and the drafts that it becomes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.domain.checks import EntryContext, check_hard
from tracker.domain.counts import Count, Part, convert_households, default_form
from tracker.domain.errors import InvalidCount, InvalidField, InvalidReport
from tracker.domain.falls import Fall, Move
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Channel, CorrectionDraft, ReportDraft, WithdrawalDraft
from tracker.registry.operation import require_operation
from tracker.web.api.records import ListOf, Record, given, left_open
from tracker.web.api.schemas import Day, Fault, Text, Uuid, Whole
from tracker.web.api.shapes import COUNT, FALL, ID, INDICATOR, SEQ
from tracker.web.entry.confirmations import read_confirmation
from tracker.web.entry.drafts import LONGEST_NOTE, LONGEST_REASON
from tracker.web.shared.clock import now
from tracker.web.shared.unit_of_work import reading

MOST_COUNTS = 30
SUBMISSION = given(
    Uuid(), "A UUID made by the program for this one act: sent twice, it counts once."
)
CONFIRMATION = left_open(
    Text(most=1000), "The `confirmation` of the answer that asked about warnings, if one did."
)
COUNTS = given(
    ListOf(item=COUNT, most=MOST_COUNTS), "The numbers; what is left out is not reported."
)
FALLS = left_open(ListOf(item=FALL, most=MOST_COUNTS), "Why running totals fall, where they do.")
NOTE = left_open(Text(most=LONGEST_NOTE), "What is to be said beside the numbers.")
REASON = given(Text(most=LONGEST_REASON, least=1), "Why.")
BASED_ON = given(SEQ, "The revision that was read: `seq` of the report.")
SAID_BY = left_open(ID, "The id of who says so; left out: the source of your account.")
NEW_REPORT = Record(
    name="NewReport",
    items={
        "submission_id": SUBMISSION,
        "place": given(ID, "The id of the unit, or of an area about which it is a claim."),
        "day": given(Day(), "The day that the numbers are about."),
        "source": SAID_BY,
        "counts": COUNTS,
        "note": NOTE,
        "falls": FALLS,
        "confirmation": CONFIRMATION,
    },
)
MOVE = Record(
    name="Move",
    items={
        "people": given(Whole(most=2**31, judged=False), "How many people."),
        "source": given(INDICATOR, "What they were counted as."),
        "target": given(INDICATOR, "What they count as now."),
    },
)
CORRECTION = Record(
    name="NewCorrection",
    items={
        "submission_id": SUBMISSION,
        "based_on": BASED_ON,
        "counts": given(COUNTS.schema, "All numbers of the report anew, also those that stay."),
        "reason": REASON,
        "note": NOTE,
        "falls": FALLS,
        "move": left_open(MOVE, "People of these counts who now count as something else."),
        "confirmation": CONFIRMATION,
    },
)
WITHDRAWAL = Record(
    name="NewWithdrawal",
    items={"submission_id": SUBMISSION, "based_on": BASED_ON, "reason": REASON},
)


def draft_report(
    body: Mapping[str, Any], *, source_id: int, asked: Collection[Indicator], person_id: int
) -> ReportDraft:
    """The report that was sent; `asked` are the indicators that its place counts."""
    counts = read_counts(body["counts"], asked)
    day: date = body["day"]
    return ReportDraft(
        submission_id=body["submission_id"],
        place_id=body["place"],
        day=day,
        source_id=source_id,
        person_id=person_id,
        counts=counts,
        note=body["note"] or None,
        channel=Channel.API,
        confirmed=read_confirmation(body["confirmation"], day, counts),
        falls=_read_falls(body["falls"]),
    )


def draft_correction(
    body: Mapping[str, Any],
    *,
    report_id: int,
    day: date,
    asked: Collection[Indicator],
    person_id: int,
) -> CorrectionDraft:
    """The correction that was sent for a report about `day`."""
    counts = read_counts(body["counts"], asked)
    move = Move(**body["move"]) if body["move"] else None
    return CorrectionDraft(
        submission_id=body["submission_id"],
        report_id=report_id,
        based_on=body["based_on"],
        person_id=person_id,
        counts=counts,
        reason=body["reason"],
        note=body["note"] or None,
        channel=Channel.API,
        confirmed=read_confirmation(body["confirmation"], day, counts, move),
        falls=_read_falls(body["falls"]),
        move=move,
    )


def draft_withdrawal(body: Mapping[str, Any], *, report_id: int, person_id: int) -> WithdrawalDraft:
    """The withdrawal that was sent for a report."""
    return WithdrawalDraft(
        submission_id=body["submission_id"],
        report_id=report_id,
        based_on=body["based_on"],
        person_id=person_id,
        reason=body["reason"],
        channel=Channel.API,
    )


def read_counts(
    sent: Iterable[Mapping[str, Any]], asked: Collection[Indicator]
) -> tuple[Count, ...]:
    """The counts that were sent; raises InvalidReport for those that the place does not count."""
    counts = tuple(_read_count(one) for one in sent)
    problems: list[InvalidCount | InvalidField] = [
        InvalidCount(
            count.indicator, "indicator", "Leave this out: nobody outside shelters sleeps in one"
        )
        for count in counts
        if count.indicator not in asked
    ]
    if problems:
        raise InvalidReport(tuple(problems))
    return counts


def judge_report(values: Mapping[str, Any], faults: Sequence[Fault]) -> Iterator[Fault]:
    """What cannot be true of the day and the counts of a body that has faults elsewhere."""
    operation = require_operation(reading())
    context = EntryContext(today=operation.clock.day_of(now()), start=operation.clock.start)
    day: date | None = values.get("day")
    sent = [
        (at, one)
        for at, one in enumerate(values["counts"] or ())
        if one is not None
        and not any(f"{fault.at}/".startswith(f"/counts/{at}/") for fault in faults)
    ]
    counts = [_read_count(one) for _, one in sent]
    places = {count.indicator.value: at for count, (at, _) in zip(counts, sent, strict=True)}
    for problem in check_hard(day or context.today, counts, context):
        if isinstance(problem, InvalidCount):
            place = f"/counts/{places[problem.indicator]}/{problem.field}"
            yield Fault(at=place, detail=problem.message)
        elif problem.field == "day" and day is not None:
            yield Fault(at="/day", detail=problem.message)


def _read_count(sent: Mapping[str, Any]) -> Count:
    indicator: Indicator = sent["indicator"]
    value, households, size = sent["value"], sent["households"], sent["household_size"]
    if value is None and households is not None and size is not None:
        value = convert_households(households, size)
    return Count(
        indicator=indicator,
        form=sent["form"] or default_form(indicator),
        value=value,
        qualifier=sent["qualifier"] or Qualifier.EXACT,
        low=sent["low"],
        high=sent["high"],
        words=sent["words"] or None,
        households=households,
        household_size=size,
        parts=tuple(Part(**part) for part in sent["parts"] or ()),
    )


def _read_falls(sent: Iterable[Mapping[str, Any]] | None) -> tuple[Fall, ...]:
    return tuple(Fall(**fall) for fall in sent or ())
