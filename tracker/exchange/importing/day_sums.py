"""Sums over all places of a plan, to hold against the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.importing.entries import DaySum, Planned


def sum_by_day(planned: Iterable[Planned]) -> tuple[DaySum, ...]:
    """Sums over all places per indicator and day, to hold against the file, in day order."""
    values: Counter[tuple[date, Indicator, Form]] = Counter()
    counts: Counter[tuple[date, Indicator, Form]] = Counter()
    without: Counter[tuple[date, Indicator, Form]] = Counter()
    vague: Counter[tuple[date, Indicator, Form]] = Counter()
    reports: Counter[date] = Counter()
    stating: Counter[tuple[date, Indicator]] = Counter()
    for one in planned:
        reports[one.stated.day] += 1
        for count in one.stated.counts:
            key = (one.stated.day, count.indicator, count.form)
            counts[key] += 1
            if count.value is not None:
                values[key] += count.value
            without[key] += count.value is None
            vague[key] += count.value is not None and count.qualifier is not Qualifier.EXACT
            stating[one.stated.day, count.indicator] += 1
    order = list(Indicator)
    return tuple(
        DaySum(
            day=day,
            indicator=indicator,
            form=form,
            value=values.get((day, indicator, form)),
            counts=counts[day, indicator, form],
            without_value=without[day, indicator, form],
            vague=vague[day, indicator, form],
            blank=reports[day] - stating[day, indicator],
        )
        for day, indicator, form in sorted(counts, key=lambda k: (k[0], order.index(k[1]), k[2]))
    )
