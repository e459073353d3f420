"""Append-only tables of imports: one run each, what it recorded and refused; and saved mappings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, BigId


class ImportRunRow(Base):
    """One file taken in; never changed.

    `head` are the names of the file's columns and `tags` the hashtags under which refused rows are
    given back, None where it has none; `mapping` is how it was read, as TOML. The numbers say how
    many reports it added, corrected, withdrew and found unchanged, how many of those added
    stand beside others, and how many rows were refused.
    """

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_recorded_at", "recorded_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[bytes]
    edition: Mapped[str | None] = mapped_column(String(200))
    mapping_name: Mapped[str | None] = mapped_column(String(100))
    mapping: Mapped[str] = mapped_column(Text)
    head: Mapped[list[str]] = mapped_column(JSON)
    tags: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    title: Mapped[str | None] = mapped_column(Text)
    added: Mapped[int]
    corrected: Mapped[int]
    withdrawn: Mapped[int]
    unchanged: Mapped[int]
    rivals: Mapped[int]
    refused: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class ImportReportRow(Base):
    """Which revision of which report came from which import and rows of its file; never changed."""

    __tablename__ = "import_report"
    __table_args__ = (
        Index("ix_import_report_import_id", "import_id"),
        Index("ix_import_report_report_id", "report_id"),
        {"sqlite_with_rowid": False},
    )

    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revision.id"), primary_key=True)
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("import_run.id"))
    report_id: Mapped[int] = mapped_column(BigId, ForeignKey("report.id"))
    file_rows: Mapped[str] = mapped_column(Text)


class ImportWordsRow(Base):
    """What imports said of a report up to and with one of them, where its revisions tell otherwise.

    So it is after a person changed the report: what an edition repeats is not recorded again, and
    what it confirms changes nothing. `counts` are plain values, those of the report that imports
    ever spoke of.
    """

    __tablename__ = "import_words"
    __table_args__ = (
        Index("ix_import_words_report_id", "report_id"),
        {"sqlite_with_rowid": False},
    )

    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("import_run.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(BigId, ForeignKey("report.id"), primary_key=True)
    counts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class ImportRefusedRow(Base):
    """A row of a file that was not taken in, with its cells as text and the reason."""

    __tablename__ = "import_refused"

    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("import_run.id"), primary_key=True)
    file_row: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    cells: Mapped[list[Any]] = mapped_column(JSON)


class ImportUndoRow(Base):
    """That an import was undone as a whole, by whom and why; never changed."""

    __tablename__ = "import_undo"

    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("import_run.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class ImportMappingRow(Base):
    """A mapping under its name, to be used again; saving it anew replaces it."""

    __tablename__ = "import_mapping"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
