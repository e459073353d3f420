"""What somebody has to know before an import is recorded, in words: of pages, command and API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.charts.wording import phrase_bounds
from tracker.domain.checks.limits import NOUNS
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.exchange.importing.changed_by_people import tell_changed_by_people
from tracker.exchange.importing.left_aside import tell_left_aside
from tracker.exchange.importing.notices import (
    MOST_LINES,
    PlanWarning,
    WarningKind,
    count_things,
)
from tracker.exchange.importing.older_edition_notices import tell_older_edition
from tracker.exchange.importing.older_editions import find_older_edition
from tracker.exchange.importing.own_export_notices import tell_own_export
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.standing_falls import tell_standing_falls
from tracker.exchange.importing.switching import Switching, foresee_switching
from tracker.exchange.importing.total_notices import tell_totals
from tracker.exchange.importing.unanswered import tell_questions
from tracker.exchange.importing.uncounted import find_uncounted
from tracker.exchange.importing.uncounted_notices import tell_uncounted
from tracker.registry.wording import say_day


def list_warnings(
    session: Session, plan: Plan, file_hash: bytes | None = None
) -> list[PlanWarning]:
    """What a plan is to be warned of; of what changes nothing, only why it does not.

    `file_hash` is the fingerprint of the file, None where that is not known.
    """
    effects = (
        (
            *_tell_shelters(plan),
            *_tell_switching(foresee_switching(session, plan)),
            *_tell_falls(plan),
            *tell_standing_falls(session, plan),
        )
        if plan.keeps_anything
        else ()
    )
    return [
        *tell_older_edition(session, find_older_edition(session, plan, file_hash)),
        *tell_changed_by_people(session, plan),
        *tell_own_export(session, plan),
        *tell_questions(plan),
        *effects,
        *tell_uncounted(find_uncounted(session, plan)),
        *_tell_unknown(plan),
        *tell_totals(plan),
        *_tell_order(plan),
        *_tell_tables(plan),
        *tell_left_aside(plan.left_aside),
        *_tell_parts(plan),
        *_tell_early_rows(plan),
        *_tell_homeless(plan),
    ]


def _tell_shelters(plan: Plan) -> Iterator[PlanWarning]:
    made, back = plan.registering, plan.restored
    if not made and not back:
        return
    words = []
    if made:
        words.append(f"{count_things(len(made), 'shelter')} will be registered.")
    if back:
        counted = "shelter that counts" if len(back) == 1 else "shelters that count"
        words.append(
            f"{len(back):,} {counted} on no day, as after an import was undone, will be brought "
            "back."
        )
    yield PlanWarning(
        kind=WarningKind.SHELTERS,
        heading="Shelters that are not in the register",
        words=" ".join(words),
        lines=[matched.key.words for matched in (*made, *back)][:MOST_LINES],
    )


def _tell_switching(switching: Sequence[Switching]) -> Iterator[PlanWarning]:
    if not switching:
        return
    one = len(switching) == 1
    yield PlanWarning(
        kind=WarningKind.SWITCHING,
        heading=f"{'A district' if one else f'{len(switching):,} districts'} will report by "
        "shelters",
        words=f"What {'it' if one else 'they'} reported or will report as a whole no longer adds "
        "to the totals from the day on that is named here, for any number (such as people "
        "missing).",
        lines=[_say_switching(found) for found in switching][:MOST_LINES],
        remedy="report_by_shelter = false in the mapping lets them go on reporting as a whole.",
    )


def _say_switching(found: Switching) -> str:
    """A district, the day, and its last numbers: `last as a whole people present 31 (9 Aug …)`."""
    ordered = sorted(found.last.items(), key=lambda one: list(Indicator).index(one[0]))
    last = "; ".join(_say_point(indicator, point) for indicator, point in ordered)
    said = f"last as a whole {last}" if last else "nothing was counted of it as a whole so far"
    before = f" and not only from {say_day(found.before)} on" if found.before else ""
    return f"{found.district.full_name}, from {say_day(found.since)} on{before}: {said}"


def _say_point(indicator: Indicator, point: Point) -> str:
    amount = point.amount
    value = None if amount.without_value else amount.value
    said = phrase_bounds(value, amount.low, amount.upper)
    so_far = "" if indicator.is_level else " so far"
    return f"{NOUNS[indicator]}{so_far} {said} ({say_day(point.day)})"


def _tell_unknown(plan: Plan) -> Iterator[PlanWarning]:
    if plan.unknown:
        rows = sum(number for _, number in plan.unknown)
        yield PlanWarning(
            kind=WarningKind.UNKNOWN,
            heading="Indicators that are new to the mapping",
            words=f"{count_things(rows, 'row')} {'is' if rows == 1 else 'are'} left out, since the "
            "mapping does not say what the words in their column of indicators mean.",
            lines=[
                f"{f'“{word}”' if word else 'no word'}, {count_things(number, 'row')}"
                for word, number in plan.unknown
            ][:MOST_LINES],
            remedy="Add them to [words] in the mapping, as “not used” to leave them out.",
        )


def _tell_order(plan: Plan) -> Iterator[PlanWarning]:
    if plan.order:
        yield PlanWarning(
            kind=WarningKind.ORDER,
            heading="Days are not in the order of the mapping",
            words=plan.order,
            remedy="Write the order of this file in the mapping, as order, if that is right; else "
            "correct the dates that contradict it.",
        )


def _tell_tables(plan: Plan) -> Iterator[PlanWarning]:
    if plan.tables:
        yield PlanWarning(
            kind=WarningKind.TABLES,
            heading="Several tables in one sheet",
            words="Only the first table is read, under its own head:",
            lines=plan.tables[:MOST_LINES],
        )
    if plan.remarks:
        yield PlanWarning(
            kind=WarningKind.REMARKS,
            heading="Remarks below the table",
            words="What is said there of the numbers is not read:",
            lines=plan.remarks,
        )


def _tell_parts(plan: Plan) -> Iterator[PlanWarning]:
    vague, alone = plan.vague_parts, plan.parts_alone
    if vague.number:
        yield PlanWarning(
            kind=WarningKind.PARTS,
            heading="Parts by sex or age that are vague",
            words=f"{count_things(vague.number, 'part')} by sex or age "
            f"{'is' if vague.number == 1 else 'are'} not recorded, since parts are exact numbers. "
            "The number of everybody is.",
            lines=vague.first,
            remedy="Enter exact numbers for them in the file, if they are known.",
        )
    if alone.number:
        yield PlanWarning(
            kind=WarningKind.PARTS,
            heading="Parts by sex or age without a number of everybody",
            words=f"{count_things(alone.number, 'part')} by sex or age "
            f"{'is' if alone.number == 1 else 'are'} not recorded, since the cell with the number "
            "of everybody is blank.",
            lines=alone.first,
            remedy="Fill in the number of everybody in the file.",
        )
    homeless = plan.homeless_parts
    if homeless.number:
        yield PlanWarning(
            kind=WarningKind.PARTS,
            heading="Parts of unknown sex or age without a place",
            words=f"{count_things(homeless.number, 'part')} of unknown sex or age "
            f"{'is' if homeless.number == 1 else 'are'} not recorded: a report has one place for "
            "who is of unknown sex beside parts by sex, and of unknown age beside parts by age, "
            "and here it would be taken for the other. The number of everybody is.",
            lines=homeless.first,
            remedy="Give them their sex too (“female, unknown age”) or their ages (“unknown sex, "
            "0 to 17”) in the file, if they are known.",
        )


def _tell_falls(plan: Plan) -> Iterator[PlanWarning]:
    if plan.falls:
        yield PlanWarning(
            kind=WarningKind.FALLS,
            heading=f"{count_things(len(plan.falls), 'total')} so far "
            f"{'falls' if len(plan.falls) == 1 else 'fall'}",
            words="Kept, marked as a correction:",
            lines=plan.falls[:MOST_LINES],
        )


def _tell_early_rows(plan: Plan) -> Iterator[PlanWarning]:
    if plan.too_early and plan.earliest:
        are = "row is" if plan.too_early == 1 else "rows are"
        yield PlanWarning(
            kind=WarningKind.TOO_EARLY,
            heading="The operation begins later",
            words=f"{plan.too_early:,} {are} refused since the operation begins on "
            f"{say_day(plan.start)}, and the file on {say_day(plan.earliest)}.",
            remedy="An administrator can set an earlier first day in the settings.",
        )


def _tell_homeless(plan: Plan) -> Iterator[PlanWarning]:
    homeless = [p for p in plan.open_places if p.key.shelter and p.district_id is None]
    if homeless:
        one = len(homeless) == 1
        yield PlanWarning(
            kind=WarningKind.NO_DISTRICT,
            heading="A shelter needs a district to be in",
            words=f"Of {count_things(len(homeless), 'shelter')} the file does not say in which "
            f"registered district {'it lies, so it' if one else 'they lie, so they'} cannot be "
            "registered.",
            lines=[place.key.words for place in homeless][:MOST_LINES],
            remedy="Choose the column with the district as “area” in the mapping, or the district "
            "as the area of all rows. A district that is not in the register has to be added by an "
            "administrator first.",
        )
