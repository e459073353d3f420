"""Statements of the recording path, made once and handed to the driver as they are."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import CompoundSelect, Dialect, Insert, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from tracker.store.driver import driver_of

Convert = Callable[[Any], Any]
Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | Insert


class Prepared:
    """A statement with `bindparam`s that is compiled once per engine.

    SQLAlchemy's own work on an execution takes five times as long as SQLite's. Values and columns
    are converted by the types of the statement, exactly as SQLAlchemy does. Lists (`IN`) are not
    supported, and what the database refuses comes as the driver's own error. An insert fills the
    columns named.
    """

    __slots__ = ("_filled", "_plans", "_statement")

    def __init__(self, statement: Statement, filled: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._filled = filled
        self._plans: dict[str, _Plan] = {}

    def rows(self, session: Session, **values: Any) -> list[Any]:
        """Run it; gives rows as named tuples."""
        return self.scan(session, **values).rows()

    def scan(self, session: Session, **values: Any) -> Scan:
        """Run it; gives rows that are converted when they are asked for."""
        driver = driver_of(session)
        plan = self._plans.get(driver.dialect.name)
        if plan is None:
            plan = self._plans[driver.dialect.name] = _make_plan(
                self._statement, driver.dialect, self._filled
            )
        cursor = driver.connection.execute(plan.sql, plan.bind(values))
        return Scan(plan, cursor.fetchall() if plan.columns else ())

    def first(self, session: Session, **values: Any) -> Any | None:
        """Run it; gives the first row or None."""
        rows = self.rows(session, **values)
        return rows[0] if rows else None


class Scan:
    """What a statement found, as the driver has it."""

    __slots__ = ("_found", "_plan")

    def __init__(self, plan: _Plan, found: Sequence[Sequence[Any]]) -> None:
        self._plan = plan
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def rows(self) -> list[Any]:
        """All rows as named tuples."""
        return self._plan.read(self._found)

    def row(self, number: int) -> Any:
        """One row as a named tuple."""
        return self._plan.read(self._found[number : number + 1])[0]

    def pick(self, *names: str) -> list[Any]:
        """Some columns of all rows, which must be of types that need no conversion."""
        return [*map(itemgetter(*map(self._plan.columns.index, names)), self._found)]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """What the driver is given, and what is made of its answer."""

    sql: str
    order: tuple[str, ...] | None
    defaults: Mapping[str, Any]
    binds: Mapping[str, Convert]
    columns: tuple[str, ...]
    converts: tuple[tuple[int, Convert], ...]
    row: Callable[..., Any]

    def bind(self, values: Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        """Values as the driver takes them: by place on SQLite, by name on PostgreSQL."""
        given = {**self.defaults, **values}
        for name, convert in self.binds.items():
            given[name] = convert(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def read(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """Named tuples of the driver's rows."""
        if not self.converts:
            return [self.row(*row) for row in found]
        rows = [list(row) for row in found]
        for index, convert in self.converts:
            for row in rows:
                row[index] = convert(row[index])
        return [self.row(*row) for row in rows]


def _make_plan(
    statement: Statement, dialect: Dialect, filled: Sequence[str] | None = None
) -> _Plan:
    compiled = statement.compile(dialect=dialect, column_keys=filled)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"{type(compiled).__name__} cannot be prepared")
    columns = _list_columns(statement)
    names = tuple(name for name, _ in columns)
    kinds = [kind.dialect_impl(dialect).result_processor(dialect, None) for _, kind in columns]
    # There is no public way to the conversions of a compiled statement.
    binds: dict[str, Any] = dict(compiled._bind_processors)  # noqa: SLF001
    return _Plan(
        sql=str(compiled),
        order=tuple(compiled.positiontup) if compiled.positiontup is not None else None,
        defaults=dict(compiled.construct_params(_check=False)),
        binds=binds,
        columns=names,
        converts=tuple((at, convert) for at, convert in enumerate(kinds) if convert),
        row=namedtuple("Row", names) if names else tuple,  # noqa: PYI024 -- made at run time  # type: ignore[misc]
    )


def _list_columns(statement: Statement) -> list[tuple[str, Any]]:
    """Names and types of what the statement answers."""
    answer = (
        statement.exported_columns if isinstance(statement, Insert) else statement.selected_columns
    )
    return [(str(column.key), column.type) for column in answer]
