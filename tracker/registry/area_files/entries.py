"""What a file says of areas, whatever its format: entries, and how columns are recognised."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.errors import InvalidField
from tracker.registry.wording import tidy


class AreaFileUnreadable(InvalidField):
    """A file that is none of the formats, or does not say where the names stand."""

    def __init__(self, message: str, field: str = "file") -> None:
        super().__init__(field, message)


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaColumns:
    """Names of the columns or properties to read; None: guess them."""

    name: str | None = None
    p_code: str | None = None
    national_code: str | None = None


GUESS = AreaColumns()


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaEntry:
    """One area of a file. `where` tells a person where it stands: "row 3", "feature 12".

    `parent` is the name or code of the area above as written, `level` 0 to 2 if given, `geometry`
    the boundary as GeoJSON text. `problem` says why the entry cannot be used.
    """

    where: str
    name: str
    parent: str | None = None
    level: int | None = None
    p_code: str | None = None
    national_code: str | None = None
    geometry: str | None = None
    problem: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaContent:
    """What a file holds. `attribution`: whom it says that its boundaries come from, if anything."""

    entries: tuple[AreaEntry, ...]
    attribution: str | None = None

    @property
    def says_where(self) -> bool:
        """Whether any area says what it lies in, or on which level it is."""
        return any(entry.parent or entry.level is not None for entry in self.entries)


NAME_COLUMNS = (
    "name",
    "district",
    "adm2_en",
    "adm2_name",
    "admin2name_en",
    "name_2",
    "region",
    "adm1_en",
    "adm1_name",
    "admin1name_en",
    "name_1",
    "shapename",
    "name_en",
    "adm0_en",
    "country",
    "name_0",
)
"""Where names stand in files as published, the lowest level first."""

P_CODE_COLUMNS = (
    "p_code",
    "pcode",
    "adm2_pcode",
    "admin2pcod",
    "adm1_pcode",
    "admin1pcod",
    "adm0_pcode",
)
NATIONAL_CODE_COLUMNS = ("national_code", "nationalcode", "code", "okato", "oktmo", "cc_2", "cc_1")


def choose_columns(records: Sequence[Mapping[str, str]], wanted: AreaColumns) -> AreaColumns:
    """The columns to read: those wanted, else the first known ones that hold something.

    A file with a single column that holds something has the names there. Raises AreaFileUnreadable
    when a wanted column is missing, or none holds names.
    """
    present = {key for record in records for key, value in record.items() if tidy(value)}
    name = _choose(wanted.name, NAME_COLUMNS, present, "name_column")
    if name is None and len(present) == 1:
        (name,) = present
    if name is None:
        raise AreaFileUnreadable(
            f"Say which column holds the names. The file has {_say(present)}", "name_column"
        )
    return AreaColumns(
        name=name,
        p_code=_choose(wanted.p_code, P_CODE_COLUMNS, present, "p_code_column"),
        national_code=_choose(
            wanted.national_code, NATIONAL_CODE_COLUMNS, present, "national_code_column"
        ),
    )


def _choose(
    wanted: str | None, known: Sequence[str], present: Collection[str], field: str
) -> str | None:
    folded = {fold_column(key): key for key in sorted(present, reverse=True)}
    if wanted:
        if fold_column(wanted) not in folded:
            raise AreaFileUnreadable(
                f"There is no column {wanted}. The file has {_say(present)}", field
            )
        return folded[fold_column(wanted)]
    return next((folded[key] for key in known if key in folded), None)


def fold_column(name: str) -> str:
    """A column's name as it is compared.

    >>> fold_column(" P-Code ")
    'p_code'
    """
    return tidy(name).casefold().replace(" ", "_").replace("-", "_")


def _say(present: Collection[str]) -> str:
    return ", ".join(sorted(present)) if present else "no columns"
