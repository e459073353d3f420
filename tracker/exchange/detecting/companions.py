"""Columns beside a column of counts that say something of its numbers, by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.own_exports import OwnExport, recognise
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words
from tracker.exchange.meanings import Meaning, Role

OBSERVED = "observed"
MARKS = frozenset((OBSERVED, "derived", "carried", "stale", "partly"))
"""How our own exports mark numbers: only those observed were reported that day."""

_HIDDEN = "hidden"
_SO_FAR = (" total", " so far")
_OWN_ENDS = {
    "qualifier": ("qualifier",),
    "form": ("form", "told as"),
    "words": ("words",),
    "source": ("said by", "source"),
    "new": ("new",),
    "new_low": ("new low", "new lowest"),
    "new_high": ("new high", "new highest"),
    "without_value": ("units without value", "units without a value"),
}
"""What only our own exports say."""

_ENDS = {
    "mark": ("mark",),
    "low": ("low", "lowest"),
    "high": ("high", "highest"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Companions:
    """The columns that say something of the numbers in another one, None where there is none.

    `mark` is what a number rests on; `form` in which it was told, that of `new` stands there with
    its bounds; `without_value` whether words or a range was all that was told.
    """

    mark: Column | None = None
    qualifier: Column | None = None
    low: Column | None = None
    high: Column | None = None
    form: Column | None = None
    words: Column | None = None
    source: Column | None = None
    new: Column | None = None
    new_low: Column | None = None
    new_high: Column | None = None
    without_value: Column | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """All that there are."""
        found = (getattr(self, name) for name in (*_ENDS, *_OWN_ENDS))
        return tuple(column for column in found if column is not None)


def find_companions(survey: Survey, measured: Collection[str]) -> dict[int, Companions]:
    """Of columns of counts, by their places, those that have any.

    Tagged ones are told by their hashtags. `killed` has `killed_low`, and so has `killed_total`; in
    our own long exports the value of a row has all columns to itself.
    """
    kind = recognise(survey.head)
    columns = survey.head.columns
    if survey.head.tag_row is not None or not (kind is None or kind.is_readable):
        return {}
    named = {fold_words(column.name): column for column in reversed(columns)}
    ends = _ENDS | _OWN_ENDS if kind else _ENDS
    found: dict[int, Companions] = {}
    for column in columns:
        if column.name in measured:
            bases = ("",) if kind is OwnExport.LONG else _list_bases(column)
            beside = dict(_find_beside(survey, bases, ends, named, own=kind is not None))
            if beside:
                found[column.index] = Companions(**beside)
    return found


def list_measured(meanings: Mapping[str, Meaning]) -> frozenset[str]:
    """The columns in which counts stand."""
    return frozenset(
        name for name, meaning in meanings.items() if meaning.measure or meaning.role is Role.NUMBER
    )


def find_marks(survey: Survey, column: Column) -> frozenset[str] | None:
    """What a column marks numbers with, None where it marks none."""
    values = frozenset(say_cell(value) for value in survey.profile_of(column).values)
    return values if values and values <= MARKS | {_HIDDEN} else None


def tell_companions(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """Which columns are read with the counts that they are about, though nobody chooses them."""
    for index, beside in find_companions(survey, list_measured(meanings)).items():
        counted, names = survey.head.columns[index].name, [c.name for c in beside.columns]
        left = ", and numbers that it calls carried or reckoned are left out" if beside.mark else ""
        yield Notice(
            words=f"{' and '.join(f'“{name}”' for name in names)}: read with “{counted}”, as how "
            f"sure its numbers are{left}.",
            columns=(counted, *names),
        )


def _list_bases(column: Column) -> tuple[str, ...]:
    """The names by which others can call a column: `killed total` is `killed`, too."""
    name = fold_words(column.name)
    shorter = (name.removesuffix(end) for end in _SO_FAR if name.endswith(end))
    return tuple(f"{base} " for base in (name, *shorter))


def _find_beside(
    survey: Survey,
    bases: Collection[str],
    ends: Mapping[str, Collection[str]],
    named: Mapping[str, Column],
    *,
    own: bool,
) -> Iterator[tuple[str, Column]]:
    for kind, words in ends.items():
        names = (f"{base}{end}" for base in bases for end in words)
        column = next((named[name] for name in names if name in named), None)
        if column is not None and (own or _says(survey, kind, column)):
            yield kind, column


def _says(survey: Survey, kind: str, column: Column) -> bool:
    """Whether what stands in a column of somebody else's is what its name says."""
    if kind == "mark":
        return find_marks(survey, column) is not None
    return survey.profile_of(column).is_number
