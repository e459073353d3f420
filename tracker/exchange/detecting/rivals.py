"""Columns that count the same: which one is kept, by a rule or until somebody chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.own_exports import marks_forms
from tracker.exchange.detecting.same_counts import may_be_parts
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.unknown_words import says_most, says_total
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED, Group, Meaning, Measure

_FLOWS = (Indicator.ARRIVALS, Indicator.DEPARTURES)
_SO_FAR = frozenset(("cumulative", "total", "cum"))


def settle_rivals(survey: Survey, meanings: dict[str, Meaning]) -> dict[str, tuple[str, ...]]:
    """Of columns that count the same, keep one: people, totals, usual ones, the fullest, the first.

    A total is one so far, or of all who are there: `IDPs in collective centres` are some of them.

    Of tagged arrivals and departures what is new is kept: people present are reckoned from them,
    and a first total so far does not say how many came that day. Returns the others by the name of
    the one that was kept, as far as no rule chooses but somebody has to.
    """
    alike: dict[tuple[Indicator, Group | None], list[str]] = defaultdict(list)
    for name, meaning in meanings.items():
        if meaning.measure:
            alike[meaning.measure.indicator, meaning.measure.group].append(name)
    rivals: dict[str, tuple[str, ...]] = {}
    for names in alike.values():
        kept = max(names, key=lambda name: _rate(survey, name, meanings[name].measure))
        others = [name for name in names if name != kept]
        left = tuple(name for name in others if not _is_settled(survey, meanings, kept, name))
        if left:
            rivals[kept] = left
        meanings |= dict.fromkeys(others, NOT_USED)
    return rivals


def tell_rivals(
    survey: Survey, meanings: Mapping[str, Meaning], rivals: Mapping[str, tuple[str, ...]]
) -> Iterator[Notice]:
    """Columns that tell the same count: one of them has to be chosen."""
    for kept, others in rivals.items():
        measure = meanings[kept].measure
        indicator = measure.indicator.definition.label if measure else ""
        counted = {name: _explain(survey, name, meanings[kept]) for name in others}
        choice = _say_choice(survey, {kept: meanings[kept], **counted})
        yield Notice(
            words=f"{indicator} is told by several columns: {', '.join((kept, *others))}. A report "
            f"has room for one of them; {choice}",
            columns=(kept, *others),
            keys={name: _explain(survey, name, meanings[kept]).words for name in (kept, *others)},
        )


def _say_choice(survey: Survey, counted: Mapping[str, Meaning]) -> str:
    """What to do about columns that count the same, of which the first one is kept."""
    kept, meaning = next(iter(counted.items()))
    if meaning.measure and _is_whole(survey, kept, meaning.measure):
        return (
            f"“{kept}” is suggested, since it says that it is the total, which is not to be added "
            "to its parts."
        )
    found = [(survey.head.find(name), meaning) for name, meaning in counted.items()]
    if may_be_parts(survey, [(column, meaning) for column, meaning in found if column]):
        return (
            "choose the one that is meant, or let columns be added up if they are parts of one "
            "number."
        )
    return "choose the one that is meant."


def _explain(survey: Survey, name: str, meaning: Meaning) -> Meaning:
    """What a column counts by its tag or its head, as one that counts the same means `meaning`."""
    column = survey.head.find(name)
    tag = read_tag(column.tag) if column else None
    return (explain_tag(tag) if tag else explain_measure(name)) or meaning


def _rate(survey: Survey, name: str, measure: Measure | None) -> tuple[bool, bool, bool, bool, int]:
    column = survey.head.find(name)
    if column is None or measure is None:
        return (False, False, False, False, 0)
    wanted = Form.NEW if column.tag and measure.indicator in _FLOWS else Form.TOTAL
    is_whole = _is_whole(survey, name, measure)
    filled = survey.profile_of(column).filled
    is_usual = not says_most(column.said)
    return (not measure.households, measure.form is wanted, is_whole, is_usual, filled)


def _is_whole(survey: Survey, name: str, measure: Measure) -> bool:
    """Whether a column counts all who are there by what its head says, where no tag does."""
    column = survey.head.find(name)
    if column is None or read_tag(column.tag) or not measure.indicator.definition.people:
        return False
    return measure.indicator.is_level and says_total(column.said, measure.indicator)


def _is_settled(survey: Survey, meanings: dict[str, Meaning], kept: str, other: str) -> bool:
    """Whether a rule chooses: people before households, or of two tagged forms the one that lasts.

    In files of others the one that is left aside must not say more often what it counts.
    """
    one, two = meanings[kept].measure, meanings[other].measure
    if one is None or two is None:
        return False
    if one.households == two.households and not _are_both_forms(survey, kept, other):
        return False
    own = marks_forms(survey) and one.households == two.households
    return own or _count_filled(survey, kept) >= _count_filled(survey, other)


def _are_both_forms(survey: Survey, *names: str) -> bool:
    """Whether one column is new by its tag, and the other so far."""
    said = [_list_attributes(survey, name) for name in names]
    new, so_far = ("new" in one for one in said), (bool(one & _SO_FAR) for one in said)
    return sorted(zip(new, so_far, strict=True)) == [(False, True), (True, False)]


def _list_attributes(survey: Survey, name: str) -> frozenset[str]:
    column = survey.head.find(name)
    tag = read_tag(column.tag) if column else None
    return tag.attributes if tag else frozenset()


def _count_filled(survey: Survey, name: str) -> int:
    column = survey.head.find(name)
    return survey.profile_of(column).filled if column else 0
