"""What is warned of rows that are totals of others, or look like it: left out, or taken in."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exchange.importing.notices import MOST_LINES, PlanWarning, WarningKind, count_things
from tracker.exchange.importing.planning import Plan

_TAKEN_IN = "skip_totals = false in the mapping takes them in."


def tell_totals(plan: Plan) -> Iterator[PlanWarning]:
    """Rows that are left out though nothing says for sure that they are totals, and the others."""
    if plan.sums:
        one = len(plan.sums) == 1
        yield PlanWarning(
            kind=WarningKind.SUMS,
            heading="Rows that add up to others",
            words=f"{count_things(len(plan.sums), 'row')} {'is' if one else 'are'} left out, since "
            f"each count in {'it' if one else 'them'} is the sum of all others of its day, and "
            "rows with sums are left out.",
            lines=[f"row {number}" for number in plan.sums][:MOST_LINES],
            remedy=_TAKEN_IN,
        )
    if plan.kept_sums:
        one = len(plan.kept_sums) == 1
        yield PlanWarning(
            kind=WarningKind.TOTALS,
            heading="Rows that add up to others and are taken in",
            words=f"{count_things(len(plan.kept_sums), 'row')} {'is' if one else 'are'} the sum of "
            f"all others of {'its day and is' if one else 'their day and are'} taken in, since "
            f"{'its place is' if one else 'their places are'} registered beside those of the "
            "others, and may add up to them by chance.",
            lines=[f"row {number}" for number in plan.kept_sums][:MOST_LINES],
            remedy="“skip” under [places] in the mapping leaves a place out.",
        )
    if plan.called.number:
        one = plan.called.number == 1
        yield PlanWarning(
            kind=WarningKind.SUMS,
            heading="Rows that are called much like totals",
            words=f"{count_things(plan.called.number, 'row')} {'is' if one else 'are'} left out, "
            f"since {'its name begins or ends' if one else 'their names begin or end'} as that of "
            "a total, and rows with sums are left out.",
            lines=plan.called.first,
            remedy=f"{_TAKEN_IN} A place that is called so can be named under [places].",
        )
    yield from _tell_likely(plan)


def _tell_likely(plan: Plan) -> Iterator[PlanWarning]:
    places = len(plan.likely_totals)
    if places:
        one = places == 1
        yield PlanWarning(
            kind=WarningKind.TOTALS,
            heading="Places that look like totals of others",
            words=f"{count_things(places, 'place')} to be registered {'looks' if one else 'look'} "
            f"like {'a total' if one else 'totals'} of others in the file. Added to them "
            f"{'it' if one else 'they'} would count people twice.",
            lines=[found.say(plan.noun) for found in plan.likely_totals][:MOST_LINES],
            remedy="“skip” under [places] in the mapping leaves a place out; skip_totals = true "
            "leaves out rows that are called totals, and exact sums.",
        )
