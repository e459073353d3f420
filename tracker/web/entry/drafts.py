"""Drafts out of what was sent: everything is read, or everything that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from uuid import UUID

from tracker.domain.counts import Count
from tracker.domain.errors import InvalidCount, InvalidField, InvalidReport
from tracker.domain.falls import Move
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, ReportDraft, WithdrawalDraft
from tracker.web.entry.confirmations import read_confirmation
from tracker.web.entry.count_reading import LONGEST_TYPED, read_counts
from tracker.web.entry.fall_fields import read_falls, read_indicator
from tracker.web.entry.texts import clean_text
from tracker.web.shared import messages
from tracker.web.shared.forms import YEARS
from tracker.web.shared.ids import LARGEST_ID, LARGEST_REPORT_ID, read_number
from tracker.web.shared.numbers import parse_number

LONGEST_NOTE = 2000
LONGEST_REASON = 1000

Sent = Mapping[str, str]


class _Reader:
    """Reads values one by one; collects what is wrong with them."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.problems: list[InvalidCount | InvalidField] = []

    def read_counts(self, indicators: Container[Indicator]) -> tuple[Count, ...]:
        found = read_counts(self.sent, indicators)
        self.problems += found.problems
        return found.counts

    def read_submission_id(self) -> UUID:
        try:
            return UUID(self.sent.get("submission_id", ""))
        except ValueError:
            self._refuse("submission_id", messages.START_AGAIN)
            return UUID(int=0)

    def read_day(self) -> date:
        try:
            day = date.fromisoformat(self.sent.get("day", ""))
        except ValueError:
            day = date.min
        if day.year not in YEARS:
            self._refuse("day", messages.enter_day("the day of the report"))
        return day

    def read_id(self, name: str, message: str, largest: int = LARGEST_REPORT_ID) -> int:
        found = read_number(self.sent.get(name, ""), largest)
        if found is None:
            self._refuse(name, message)
        return found or 0

    def read_text(self, name: str, longest: int) -> str | None:
        try:
            return clean_text(self.sent.get(name), longest, name)
        except InvalidField as problem:
            self.problems.append(problem)
            return None

    def read_move(self) -> Move | None:
        """People who moved to another count; None where nothing was said of any."""
        people = self.read_people()
        source = read_indicator(self.sent.get("move_source"))
        target = read_indicator(self.sent.get("move_target"))
        if people is None and source is None and target is None:
            return None
        if people is None:
            self._refuse("move_people", messages.enter("how many people moved"))
        if source is None:
            self._refuse("move_source", messages.select("what they were counted as"))
        if target is None:
            self._refuse("move_target", messages.select("what they count as now"))
        if people is None or source is None or target is None:
            return None
        return Move(people=people, source=source, target=target)

    def read_people(self) -> int | None:
        typed = self.sent.get("move_people", "").strip()
        if not typed:
            return None
        try:
            return parse_number(typed[:LONGEST_TYPED], "the number of people who moved")
        except ValueError as problem:
            self._refuse("move_people", str(problem))
            return 0

    def finish(self) -> None:
        """Refuse when there was anything wrong."""
        if self.problems:
            raise InvalidReport(tuple(self.problems))

    def _refuse(self, field: str, message: str) -> None:
        self.problems.append(InvalidField(field, message))


def read_report(
    sent: Sent, *, place_id: int, indicators: Container[Indicator], person_id: int
) -> ReportDraft:
    """The report that was sent about a place, of the indicators that its form asks for."""
    reader = _Reader(sent)
    day = reader.read_day()
    source_id = reader.read_id("source", messages.select("a source"), LARGEST_ID)
    counts = reader.read_counts(indicators)
    draft = ReportDraft(
        submission_id=reader.read_submission_id(),
        place_id=place_id,
        day=day,
        source_id=source_id,
        person_id=person_id,
        counts=counts,
        note=reader.read_text("note", LONGEST_NOTE),
        confirmed=read_confirmation(sent.get("confirmed"), day, counts),
        falls=read_falls(sent),
    )
    reader.finish()
    return draft


def read_correction(
    sent: Sent, *, report_id: int, day: date, indicators: Container[Indicator], person_id: int
) -> CorrectionDraft:
    """The correction that was sent for a report about `day`, of the indicators asked for."""
    reader = _Reader(sent)
    counts, move = reader.read_counts(indicators), reader.read_move()
    draft = CorrectionDraft(
        submission_id=reader.read_submission_id(),
        report_id=report_id,
        based_on=reader.read_id("based_on", messages.START_AGAIN),
        person_id=person_id,
        counts=counts,
        reason=reader.read_text("reason", LONGEST_REASON) or "",
        note=reader.read_text("note", LONGEST_NOTE),
        confirmed=read_confirmation(sent.get("confirmed"), day, counts, move),
        falls=read_falls(sent),
        move=move,
    )
    reader.finish()
    return draft


def read_move(sent: Sent | None) -> Move | None:
    """The people who moved, as a correction says that was sent; None where that cannot be read."""
    return _Reader(sent).read_move() if sent is not None else None


def read_withdrawal(sent: Sent, *, report_id: int, person_id: int) -> WithdrawalDraft:
    """The withdrawal that was sent for a report."""
    reader = _Reader(sent)
    draft = WithdrawalDraft(
        submission_id=reader.read_submission_id(),
        report_id=report_id,
        based_on=reader.read_id("based_on", messages.START_AGAIN),
        person_id=person_id,
        reason=reader.read_text("reason", LONGEST_REASON) or "",
    )
    reader.finish()
    return draft
