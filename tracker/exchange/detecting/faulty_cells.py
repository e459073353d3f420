"""Cells of a workbook that hold an error, or a formula that nobody calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.reading import AN_ERROR, NOT_CALCULATED

_ERROR = re.compile(
    rf"#[A-Z0-9/_]+[!?]?|#\w[\w/]*[!?]|(?:Err|Ошибка|Помилка) ?:5[0-9]{{2}}|{AN_ERROR}"
)


def tell_faulty_cells(survey: Survey) -> Iterator[Notice]:
    """In which columns such cells are: they are no blank ones, and rows with them are refused."""
    for column in survey.head.columns:
        values = survey.profile_of(column).values
        formulas = values[NOT_CALCULATED]
        errors = {
            cell: times
            for cell, times in values.items()
            if isinstance(cell, str) and _ERROR.fullmatch(cell)
        }
        if formulas:
            yield Notice(
                words=f"“{column.name}” has {_count(formulas)} with a formula whose value is not "
                "in the file, as in files made by programs. Open it in a spreadsheet program, save "
                "it, and choose it again.",
                columns=(column.name,),
            )
        if errors:
            yield Notice(
                words=f"“{column.name}” has {_count(sum(errors.values()))} with an error "
                f"({', '.join(map(str, list(errors)[:3]))}). Mend the formulas in the file: rows "
                "with an error in a column that is used are refused.",
                columns=(column.name,),
            )


def _count(cells: int) -> str:
    return f"{cells:,} cell{'' if cells == 1 else 's'}"
