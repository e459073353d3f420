"""Totals so far that are lower than the day before in the same file, which is told with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tracker.domain.counts import Form
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.exchange.importing.entries import Stated
from tracker.registry.wording import say_day

Series = tuple[int, int, Indicator]


def explain_falls(stated: Iterable[Stated]) -> tuple[list[Stated], list[str]]:
    """Reports in day order, with a note where a total so far falls, and the notes themselves."""
    last: dict[Series, int] = {}
    noted: list[Stated] = []
    falls: list[str] = []
    for one in sorted(stated, key=lambda s: (s.place_id, s.source_id, s.day)):
        found = dict(_list_falls(one, last))
        falls += found.values()
        noted.append(_note_falls(one, found) if found else one)
    return noted, falls


def _note_falls(one: Stated, found: Mapping[Indicator, str]) -> Stated:
    return replace(
        one,
        note=f"As in the file: {'; '.join(found.values())}",
        falls=tuple(Fall(indicator=i, kind=FallKind.CORRECTION) for i in found),
    )


def _list_falls(one: Stated, last: dict[Series, int]) -> Iterator[tuple[Indicator, str]]:
    for count in one.counts:
        if count.form is not Form.TOTAL or count.value is None:
            continue
        key = (one.place_id, one.source_id, count.indicator)
        before = last.get(key)
        if before is not None and count.value < before:
            label = count.indicator.definition.label.casefold()
            words = f"the total of {label} falls from {before:,} to {count.value:,} on "
            words += say_day(one.day)
            yield count.indicator, words
        last[key] = count.value
