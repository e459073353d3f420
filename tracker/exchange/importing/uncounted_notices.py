"""Warnings of planned reports that would add to no total, or not with all their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.exchange.importing.notices import (
    MOST_LINES,
    PlanWarning,
    WarningKind,
    count_things,
)
from tracker.exchange.importing.uncounted import Cause, Uncounted, say_days

BOX_HELPS = "report_by_shelter = true in the mapping lets the districts of new shelters report by \
them, from the first day in the file on."

REGISTER_HELPS = "An administrator can say under “Areas” from which day on a district reports by \
its shelters."

UNITS_HELP = "To add up, reports have to be about the shelters of such a district and what lies \
outside them. An administrator can say under “Areas” from which day on it reports as a whole."

DISTRICTS_HELP = "To add up, reports have to be about districts, or what lies in them."

STATUS_HELPS = "An administrator can say under “Areas” from which day on a shelter is open."

Found = Mapping[Cause, Sequence[Uncounted]]


def tell_uncounted(uncounted: Sequence[Uncounted]) -> Iterator[PlanWarning]:
    """What adds to no total: about shelters of districts as a whole, claims, and too early."""
    found: dict[Cause, list[Uncounted]] = defaultdict(list)
    for one in uncounted:
        found[one.cause].append(one)
    yield from _tell_as_a_whole(found[Cause.AS_A_WHOLE])
    yield from _tell_claims([*found[Cause.BY_SHELTERS], *found[Cause.ABOVE]])
    whole = [*found[Cause.TOO_EARLY], *found[Cause.NOT_IN_USE]]
    yield from _tell_not_in_use(whole, found[Cause.PARTLY])


def _tell_as_a_whole(found: Sequence[Uncounted]) -> Iterator[PlanWarning]:
    if not found:
        return
    reports = _count(found)
    one = reports == 1
    helps = any(of.helps for of in found)
    yield PlanWarning(
        kind=WarningKind.UNCOUNTED,
        heading="Reports about shelters that count in no total",
        words=f"{count_things(reports, 'report')} about shelters {'is' if one else 'are'} about "
        f"days on which {'its' if one else 'their'} district reports as a whole. "
        f"{'It is' if one else 'They are'} kept, but {'adds' if one else 'add'} neither to the "
        "totals of the district nor to any above it.",
        lines=_list_lines(found),
        remedy=BOX_HELPS if helps else REGISTER_HELPS,
        by_mapping=helps,
    )


def _tell_claims(found: Sequence[Uncounted]) -> Iterator[PlanWarning]:
    if not found:
        return
    reports = _count(found)
    one = reports == 1
    remedies = {Cause.BY_SHELTERS: UNITS_HELP, Cause.ABOVE: DISTRICTS_HELP}
    yield PlanWarning(
        kind=WarningKind.CLAIMS,
        heading="Reports about whole areas that count in no total",
        words=f"{count_things(reports, 'report')} {'is' if one else 'are'} about a district on a "
        "day on which it reports by its shelters, or about an area above districts. "
        f"{'It is a claim' if one else 'They are claims'}: kept, shown beside the sums, and added "
        "to none.",
        lines=_list_lines(found),
        remedy=" ".join(dict.fromkeys(remedies[of.cause] for of in found)),
        by_mapping=False,
    )


def _tell_not_in_use(
    whole: Sequence[Uncounted], partly: Sequence[Uncounted]
) -> Iterator[PlanWarning]:
    if not whole and not partly:
        return
    words = []
    if whole:
        reports = _count(whole)
        one = reports == 1
        words.append(
            f"{count_things(reports, 'report')} {'is about a day' if one else 'are about days'} on "
            f"which nothing that {'it says' if one else 'they say'} of the place adds to a total: "
            "before its first day in the register, or while a shelter is closed or on standby. "
            f"{'It is' if one else 'They are'} kept."
        )
    if partly:
        noun = "further report" if whole else "report"
        words.append(
            f"Of {count_things(_count(partly), noun)} about shelters that are closed or on standby "
            "only a part adds: of a closed one what happened, such as arrivals, of one on standby "
            "all but its usable places."
        )
    yield PlanWarning(
        kind=WarningKind.NOT_IN_USE,
        heading="Reports about days on which the place does not count",
        words=" ".join(words),
        lines=_list_lines([*whole, *partly]),
        remedy=STATUS_HELPS,
        by_mapping=False,
    )


def _count(found: Sequence[Uncounted]) -> int:
    return sum(len(one.days) for one in found)


def _list_lines(found: Sequence[Uncounted]) -> list[str]:
    """Places with their days and reports, and why these do not count."""
    return [
        f"{one.place}, {say_days(one.days)} ({count_things(len(one.days), 'report')}): {one.why}"
        for one in found
    ][:MOST_LINES]
