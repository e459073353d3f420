"""The vocabulary of refusal: one class per rule, with its values and its message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.days import name_day

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.reports import SoftWarning


class Refusal(Exception):
    """Something the tracker does not do, with a message that says what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidCount(Refusal):
    """A count that cannot be true.

    `field` names what is wrong: value, low, high, words, parts, households or form; fall (why a
    total fell) or into (what its people count as now).
    """

    def __init__(self, indicator: str, field: str, message: str) -> None:
        super().__init__(message)
        self.indicator = indicator
        self.field = field


class InvalidReport(Refusal):
    """A report that breaks hard checks; `problems` holds each of them.

    `warnings` are soft warnings that are confirmed, but of which something must be said first.
    """

    def __init__(
        self,
        problems: tuple[InvalidCount | InvalidField, ...],
        warnings: tuple[SoftWarning, ...] = (),
    ) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems
        self.warnings = warnings


class InvalidField(Refusal):
    """A value of a form or a call, other than a count, that cannot be accepted."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(Refusal):
    """Nothing by that id, or nothing that this person may know of."""

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"There is no {what} {key}.")
        self.what = what
        self.key = key


class DayOutside(NotFound):
    """A day about which nothing can be shown: before the operation, or still to come."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__("day", day.isoformat())
        self.message = (
            f"There are no numbers for {name_day(day)}. "
            f"The operation began on {name_day(first)}, and the last day is {name_day(last)}."
        )


class NotYetRegistered(NotFound):
    """A place that was not registered at the moment that is looked back to."""

    def __init__(self, place_id: int, name: str) -> None:
        super().__init__("place", place_id)
        self.place_name = name
        self.message = (
            f"{name} was not registered yet at the moment that you look back to. "
            "Look at a later moment, or at how things are now."
        )


class NotAllowed(Refusal):
    """The person may not do this here."""


class OutOfScope(NotAllowed):
    """An act of a reviewer beyond the areas that they review."""


class OwnSeries(NotAllowed):
    """A ruling by somebody who wrote part of what the source stated."""

    def __init__(self) -> None:
        super().__init__(
            "You wrote part of what this source says here. Ask another reviewer to rule on it."
        )


class OwnReport(NotAllowed):
    """A decision by somebody who wrote part of the report."""

    def __init__(self, report_id: int) -> None:
        super().__init__(
            f"You wrote part of report {report_id}. Ask another reviewer to decide on it."
        )
        self.report_id = report_id


class ReasonMissing(InvalidField):
    """Corrections, withdrawals and most decisions need a reason."""

    def __init__(self, act: str) -> None:
        super().__init__("reason", f"Enter the reason for the {act}")
        self.act = act


class CountsNowhere(InvalidField):
    """A preference for a report that is no candidate for totals."""

    def __init__(self, report_id: int, state: str) -> None:
        super().__init__(
            "kind",
            f"Report {report_id} is {state} and counts nowhere. "
            "Verify it first, or wait for a correction, to prefer it.",
        )
        self.report_id = report_id


class OutdatedRevision(Refusal):
    """A correction that was based on a revision which is no longer the latest."""

    def __init__(self, report_id: int, based_on: int, latest: int) -> None:
        super().__init__(
            "Somebody changed this report while you were writing. "
            "Look at what changed, then send your correction again."
        )
        self.report_id = report_id
        self.based_on = based_on
        self.latest = latest


class SubmissionConflict(Refusal):
    """A submission id that was already used for other content. Both contents are kept."""

    def __init__(
        self, submission_id: str, report_id: int, seq: int, message: str | None = None
    ) -> None:
        super().__init__(
            message
            or "This form was already sent with other numbers. Both versions are kept; "
            "open the stored report and correct it if it is wrong."
        )
        self.submission_id = submission_id
        self.report_id = report_id
        self.seq = seq


class DecisionConflict(SubmissionConflict):
    """An id of a decision that was already used for another one, which stands as it was made."""

    def __init__(self, submission_id: str, report_id: int, seq: int) -> None:
        super().__init__(
            submission_id,
            report_id,
            seq,
            "This id was used for another decision, which stands. Give each decision an id of its "
            "own.",
        )


class ImportConflict(Refusal):
    """A submission id that was already used for an import of another file. Nothing is kept now."""

    def __init__(self, submission_id: str, import_id: int) -> None:
        super().__init__(
            f"This id was used for import {import_id}, which took in another file. Nothing was "
            "recorded now. Look at that import, then send this file under an id of its own."
        )
        self.submission_id = submission_id
        self.import_id = import_id


class NeedsConfirmation(Refusal):
    """A report with soft warnings that nobody confirmed yet."""

    def __init__(self, warnings: tuple[SoftWarning, ...]) -> None:
        super().__init__(" ".join(warning.message for warning in warnings))
        self.warnings = warnings


class ReportWithdrawn(Refusal):
    """An act on a report that no longer stands."""

    def __init__(self, report_id: int) -> None:
        super().__init__(f"Report {report_id} was withdrawn. Enter a new report instead.")
        self.report_id = report_id


class NothingToReport(Refusal):
    """A report without a single count, or a confirmation where nothing stands."""


class InUse(Refusal):
    """Something in a register that cannot be changed this way, because history depends on it."""
