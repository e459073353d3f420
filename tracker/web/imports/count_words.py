"""The counts of a planned report in words, with their parts by sex and age."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.breakdown import name_part
from tracker.domain.counts import Count, Form, Part
from tracker.exchange.importing import Planned

_MOST_PARTS = 8
_NOT_REPORTED = "not reported"

_Parts = dict[str, str]
"""Numbers by the words of their part."""


def say_counts(planned: Planned) -> list[str]:
    """What a report says; of one that is changed, each number that is, from what to what."""
    if not planned.before:
        return [f"{_say_name(c)}: {_say_all(c)}" for c in planned.stated.counts]
    before = {count.indicator: count for count in planned.before}
    after = {count.indicator: count for count in planned.counts}
    changed = [one for one in before | after if before.get(one) != after.get(one)]
    return [
        f"{_say_name((after | before)[one])}: {_say_change(before.get(one), after.get(one))}"
        for one in changed
    ]


def _say_name(count: Count) -> str:
    """`Killed so far`; what is new on the day is told by its name alone."""
    label = count.indicator.definition.label
    return f"{label} so far" if count.form is Form.TOTAL else label


def _say_all(count: Count) -> str:
    return _add_parts(count.said, [f"{name_part(p)}: {p.value:,}" for p in count.parts])


def _say_change(before: Count | None, after: Count | None) -> str:
    old, new = (count.said if count else _NOT_REPORTED for count in (before, after))
    changes = _compare(before.parts if before else (), after.parts if after else ())
    parts = [f"{words}: {change}" for words, change in changes]
    return _add_parts(new if old == new and parts else f"{old} → {new}", parts)


def _compare(before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Parts that change, from what to what."""
    old: _Parts = {name_part(part): f"{part.value:,}" for part in before}
    new: _Parts = {name_part(part): f"{part.value:,}" for part in after}
    for words in old | new:
        then, now = old.get(words, _NOT_REPORTED), new.get(words, _NOT_REPORTED)
        if then != now:
            yield words, f"{then} → {now}"


def _add_parts(said: str, parts: list[str]) -> str:
    """`40 (female, 5 to 11: 3; male, 5 to 11: 9)`; further ones than the first are counted."""
    if not parts:
        return said
    shown = parts[:_MOST_PARTS]
    if len(parts) > _MOST_PARTS:
        shown.append(f"and {len(parts) - _MOST_PARTS} further parts")
    return f"{said} ({'; '.join(shown)})"
