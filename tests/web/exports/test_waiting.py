"""What is said of how long an export takes is what was measured."""

import re
from pathlib import Path

from tracker.web.exports.forms import HOW_LONG

ROOT = Path(__file__).parents[3]
MEASURED = re.compile(
    r"30 thousand reports, as CSV, workbook, JSON \| (\d+), (\d+), \d+ s \| (\d+), (\d+), \d+ s"
)


def test_the_page_and_the_documentation_say_how_long_a_workbook_took() -> None:
    table = MEASURED.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert table is not None
    csv, workbook, csv_elsewhere, workbook_elsewhere = map(int, table.groups())
    assert workbook == workbook_elsewhere
    said = " ".join((ROOT / "docs/exporting.md").read_text(encoding="utf-8").split())
    assert f"with 30,000 reports took {workbook} seconds as a workbook" in said
    assert f"and {csv} (SQLite) or {csv_elsewhere} (PostgreSQL) as CSV" in said
    assert "30,000 reports take some two minutes" in HOW_LONG
    assert round(workbook / 60) == 2
