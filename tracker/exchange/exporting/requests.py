"""What can be exported: the tables, their layouts, the formats, and what to ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.audiences import Audience


class Content(StrEnum):
    """The tables that can be exported."""

    LONG = "day-values"
    WIDE = "day-values-wide"
    REPORTS = "reports"
    AREAS = "areas"
    SHELTERS = "shelters"
    SOURCES = "sources"

    @property
    def label(self) -> str:
        """What it is called."""
        return _LABELS[self]

    @property
    def has_days(self) -> bool:
        """Whether it is about days and numbers, not a register."""
        return self in (Content.LONG, Content.WIDE, Content.REPORTS)

    @property
    def is_values(self) -> bool:
        """Whether it holds day values."""
        return self in (Content.LONG, Content.WIDE)


class Rows(StrEnum):
    """What the rows of day values are about."""

    BOTH = "both"
    AREAS = "areas"
    UNITS = "units"


class Format(StrEnum):
    """What files can be."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    HXL_CSV = "hxl-csv"
    HXL_JSON = "hxl-json"
    GEOJSON = "geojson"

    @property
    def label(self) -> str:
        """What it is called."""
        return _FORMATS[self][0]

    @property
    def ending(self) -> str:
        """How the names of such files end."""
        return _FORMATS[self][1]

    @property
    def mimetype(self) -> str:
        """Its media type."""
        return _FORMATS[self][2]

    @property
    def is_hxl(self) -> bool:
        """Whether its columns have hashtags."""
        return self in (Format.HXL_CSV, Format.HXL_JSON)


_LABELS = {
    Content.LONG: "Day values, a row for each number",
    Content.WIDE: "Day values, a row for each place and day",
    Content.REPORTS: "Reports with their versions and decisions",
    Content.AREAS: "The register of areas",
    Content.SHELTERS: "The register of shelters",
    Content.SOURCES: "The register of sources",
}
_FORMATS = {
    Format.XLSX: (
        "Workbook (XLSX)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Format.CSV: ("CSV", ".csv", "text/csv"),
    Format.JSON: ("JSON", ".json", "application/json"),
    Format.HXL_CSV: ("CSV with HXL hashtags", ".hxl.csv", "text/csv"),
    Format.HXL_JSON: ("JSON with HXL hashtags", ".hxl.json", "application/json"),
    Format.GEOJSON: ("GeoJSON (areas)", ".geojson", "application/geo+json"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportRequest:
    """What is asked for. `place_id` None is the whole operation, `known_at` None is now.

    `smallest` is the least number of people by sex and age that the public may see.
    """

    content: Content
    format: Format
    audience: Audience
    first: date
    last: date
    made_at: datetime
    place_id: int | None = None
    indicators: tuple[Indicator, ...] = tuple(Indicator)
    rows: Rows = Rows.BOTH
    known_at: datetime | None = None
    smallest: int = 5

    @property
    def has_numbers(self) -> bool:
        """Whether it holds what was reported, not a register alone."""
        return self.content.has_days or self.format is Format.GEOJSON


def check_request(request: ExportRequest) -> None:
    """Refuse what does not go together, naming the field."""
    if request.last < request.first:
        raise InvalidField("last", "Enter a last day that is not before the first")
    if request.format is Format.GEOJSON and request.content is not Content.AREAS:
        raise InvalidField("format", "Choose the register of areas for GeoJSON, or another format")
    if request.format.is_hxl and request.content in (Content.REPORTS, Content.AREAS):
        raise InvalidField("format", "Choose day values, shelters or sources for HXL")
    if request.audience is Audience.PUBLIC and request.content is Content.REPORTS:
        raise InvalidField(
            "audience",
            "Choose internal for reports: they name people and hold what they wrote. For the "
            "public there are day values",
        )
    if not request.indicators:
        raise InvalidField("indicators", "Choose at least one number")
