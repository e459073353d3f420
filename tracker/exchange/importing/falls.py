"""Totals so far that are lower than the day before in the same file, which is told with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.domain.counts import Form
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.exchange.importing.entries import Stated
from tracker.exchange.mapping import Matched
from tracker.registry.places import load_places
from tracker.registry.wording import say_day

Series = tuple[int, int, Indicator]
PlaceFall = tuple[int, str]
"""The id of a place, and what falls there in words."""


def explain_falls(stated: Iterable[Stated]) -> tuple[list[Stated], list[PlaceFall]]:
    """Reports in day order, with a note where a total so far falls, and which falls these are."""
    last: dict[Series, int] = {}
    noted: list[Stated] = []
    falls: list[PlaceFall] = []
    for one in sorted(stated, key=lambda s: (s.place_id, s.source_id, s.day)):
        found = dict(_list_falls(one, last))
        falls += ((one.place_id, words) for words in found.values())
        noted.append(_note_falls(one, found) if found else one)
    return noted, falls


def name_falls(
    session: Session, falls: Sequence[PlaceFall], created: Sequence[Matched]
) -> tuple[str, ...]:
    """Sentences on falls with their places, of which the new ones have ids below 0."""
    names = {-number: f"{m.key.shelter} (new)" for number, m in enumerate(created, start=1)}
    known = {place_id for place_id, _ in falls} - names.keys()
    names |= {place.id: place.full_name for place in load_places(session, known)} if known else {}
    return tuple(f"{names[place_id]}: {words}" for place_id, words in falls)


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
