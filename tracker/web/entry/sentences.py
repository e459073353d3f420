"""Counts, changes and effects in the words of a report's history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.domain.breakdown import name_part
from tracker.domain.checks.limits import NOUNS
from tracker.domain.counts import Count, Form
from tracker.domain.falls import Fall, FallKind, describe_move
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Effect
from tracker.domain.review import DecisionKind
from tracker.domain.selection import Grade
from tracker.web.entry.days import name_short

FORM_WORDS = {Form.LEVEL: "", Form.NEW: " new", Form.TOTAL: " in total so far"}


DECISION_WORDS = {
    DecisionKind.VERIFIED: "Verified",
    DecisionKind.DISPUTED: "Marked as disputed",
    DecisionKind.RETURNED: "Returned to be corrected",
    DecisionKind.REJECTED: "Rejected",
    DecisionKind.PREFERRED: "Preferred to other reports",
}


def describe_counts(counts: Iterable[Count]) -> list[tuple[str, str]]:
    """Each count's label with its number in words."""
    return [(count.indicator.definition.label, describe_number(count)) for count in counts]


def describe_number(count: Count) -> str:
    """The number with all that was said of it: `about 24 new (10 households of 2.4 people)`."""
    words = count.said + FORM_WORDS[count.form]
    if count.words and count.value is not None and count.qualifier is not Qualifier.IN_WORDS:
        words += f", “{count.words}”"
    if count.converted:
        words += f" ({count.converted})"
    if count.parts:
        parts = "; ".join(f"{name_part(part)}: {part.value:,}" for part in count.parts)
        words += f", of them {parts}"
    return words


FALL_WORDS = {
    FallKind.CORRECTION: "counted again, there are fewer",
    FallKind.MISTAKE: "an earlier number was entered by mistake",
}


def describe_changes(
    before: Iterable[Count], after: Iterable[Count], falls: Iterable[Fall] = ()
) -> list[str]:
    """What a correction changed, in the order of the form; people who moved in one sentence."""
    old = {count.indicator: count for count in before}
    new = {count.indicator: count for count in after}
    changes = {
        indicator: _describe_change(indicator, old.get(indicator), new.get(indicator))
        for indicator in Indicator
        if old.get(indicator) != new.get(indicator)
    }
    moved = [_describe_moved(fall, changes) for fall in falls if fall.into]
    return [*moved, *changes.values()]


def _describe_moved(fall: Fall, changes: dict[Indicator, str]) -> str:
    """People who moved, with both changes, which need no sentence of their own then."""
    both = [
        changes.pop(indicator)
        for indicator in (fall.indicator, fall.into)
        if indicator is not None and indicator in changes
    ]
    sentence = describe_move(fall)
    return f"{sentence}. {'; '.join(both)}" if both else sentence


def describe_falls(falls: Iterable[Fall]) -> list[str]:
    """Why running totals fell, where nobody moved to another count."""
    return [
        f"The total of {NOUNS[fall.indicator]} fell: {FALL_WORDS[fall.kind]}"
        for fall in falls
        if fall.kind in FALL_WORDS
    ]


def _describe_change(indicator: Indicator, old: Count | None, new: Count | None) -> str:
    label = indicator.definition.label
    if new is None:
        taken = describe_number(old) if old else ""
        return f"{label}: {taken} taken out, no longer reported"
    if old is None:
        return f"{label}: {describe_number(new)}, not reported before"
    return f"{label}: from {describe_number(old)} to {describe_number(new)}"


def describe_effects(effects: Iterable[Effect], day: date) -> list[str]:
    """What an act changed: `People sheltered: 380 → 412`, with the day where it is another one."""
    return [
        f"{name_effect(effect, day)}: {_say(effect.before)} → {_say(effect.after)}"
        for effect in effects
        if effect.before != effect.after
    ]


def name_effect(effect: Effect, day: date) -> str:
    """What changed: a level, or a running total; with the day where it is another one."""
    label = effect.indicator.definition.label
    if not effect.indicator.is_level:
        label += ", total so far"
    return label if effect.day == day else f"{label} on {name_short(effect.day)}"


def describe_grade(grade: Grade) -> str:
    """A source's grade in words: `grade B, usually reliable`."""
    return f"grade {grade}, {grade.words}"


def _say(value: int | None) -> str:
    return "not known" if value is None else f"{value:,}"


def compare_versions(
    versions: Sequence[Iterable[Count]],
) -> Iterator[tuple[str, list[str | None]]]:
    """Rows of a comparison: the label, then the number in each version; indicators that any has."""
    by_version = [{count.indicator: count for count in counts} for counts in versions]
    for indicator in Indicator:
        found = [version.get(indicator) for version in by_version]
        if any(found):
            numbers = [describe_number(count) if count else None for count in found]
            yield indicator.definition.label, numbers
