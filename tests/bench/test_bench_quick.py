"""The benchmark still runs: each part on a few reports, without looking at times."""

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bench import (
    audit,
    charts,
    exporting,
    importing,
    known,
    overview,
    pages,
    rebuild,
    recording,
    review,
    startup,
)
from bench.engines import Engine, Engines
from bench.figures import Figure, describe
from bench.operations import make_counts
from bench.report import print_table, write_results
from bench.setting import Setting
from bench.visitor import read_fields
from tests.availability import refuse
from tracker.domain.indicators import Indicator

pytestmark = pytest.mark.unwatched

ARRIVALS, DEPARTURES, PRESENT = Indicator.ARRIVALS, Indicator.DEPARTURES, Indicator.PRESENT


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    folder = tmp_path_factory.mktemp("bench")
    with Engines(folder) as engines:
        yield Setting(
            folder=folder,
            engines=engines,
            chosen=(Engine.SQLITE,),
            sizes=(40, 160),
            today=datetime.now(UTC).date(),
            quick=True,
        )


def names_of(setting: Setting, part: str) -> list[str]:
    return [figure.name for figure in setting.figures if figure.part == part]


def test_charts_are_compared_with_the_plain_query(setting: Setting) -> None:
    charts.measure(setting)
    assert names_of(setting, "charts").count("plain query / totals") == 2
    assert "chart data, 160 / 40 reports" in names_of(setting, "charts")


def test_charts_are_measured_as_known_at_moments(setting: Setting) -> None:
    known.measure(setting)
    assert len(names_of(setting, "known")) == 8


def test_the_overview_of_many_units_is_timed_beside_that_of_few(setting: Setting) -> None:
    overview.measure(setting)
    timed = [name for name in names_of(setting, "overview") if "work" not in name]
    assert timed == ["overview of 10 units", "overview of 20 units"]


def test_totals_are_rebuilt_and_checked(setting: Setting) -> None:
    rebuild.measure(setting)
    assert names_of(setting, "rebuild") == ["totals rebuild", "totals check"]


def test_a_file_is_imported_beside_a_bare_insert(setting: Setting) -> None:
    importing.measure(setting)
    assert "import / bare insert" in names_of(setting, "importing")


def test_long_exports_are_measured_beside_short_ones(setting: Setting) -> None:
    exporting.measure(setting)
    assert "csv: memory of all places / of one district" in names_of(setting, "exporting")


def test_the_audit_trail_is_verified_and_weighed(setting: Setting) -> None:
    audit.measure(setting)
    assert names_of(setting, "audit") == [
        "links verified a second of work",
        "a link beside its report",
        "recording with / without the trail",
    ]


def test_reviewers_open_the_queue_and_decide(setting: Setting) -> None:
    review.measure(setting)
    assert names_of(setting, "review") == [
        "queue page",
        "queue page of a region and a reason",
        "page of a report",
        "one decision",
        "fifty decisions at once",
    ]


def test_reports_are_recorded_through_the_form(setting: Setting) -> None:
    recording.measure(setting)
    assert names_of(setting, "recording")[-2:] == [
        "tracker / bare application",
        "full / empty database",
    ]


def test_pages_are_weighed(setting: Setting) -> None:
    if pages.find_browser() is None:
        refuse("No browser: neither Chromium nor Chrome was found")
    # A browser of another test may still be open, and one thread drives only one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(pages.measure, setting).result()
    weights = {f.name: f.value for f in setting.figures if f.part == "pages" and f.unit == "kB"}
    assert 0 < weights["daily report, repeated visit"] < weights["daily report, first visit"] < 60
    assert weights["official's page, repeated visit"] < weights["official's page, first visit"] / 10


def test_start_is_timed(setting: Setting) -> None:
    if setting.instance.exists():
        # Assets that another test had compressed.
        shutil.copytree(setting.instance, setting.folder / "fresh-instance", dirs_exist_ok=True)
    startup.measure(setting)
    assert "start to first answer" in names_of(setting, "startup")


def test_counts_agree_from_day_to_day() -> None:
    days = [make_counts(unit=3, day=day) for day in range(60)]
    for before, after in pairwise(days):
        assert after[PRESENT] == before[PRESENT] + after[ARRIVALS] - after[DEPARTURES]
        assert after[Indicator.SHELTERED] <= min(after[PRESENT], after[Indicator.CAPACITY])


def test_fields_are_those_a_browser_would_send() -> None:
    page = """
        <form method=post><input type=hidden name=token value=other></form>
        <form method=post><input name=token value=t><input type=checkbox name=off>
        <input type=checkbox name=on value=1 checked><select name=sure><option value=exact>
        <option value=about selected></select><textarea name=note></textarea>
        <button name=send>Send</button></form>
    """
    assert read_fields(page) == {"token": "t", "on": "1", "sure": "about", "note": ""}


def test_results_are_printed_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = Figure(part="p", name="one", value=0.7, unit="", engine="sqlite", at_least=0.6)
    missed = Figure(part="p", name="two", value=1.62, unit="", reports=10_220, at_most=1.5)
    plain = Figure(part="p", name="three", value=1234.5, unit="ms")
    print_table([kept, missed, plain])
    printed = capsys.readouterr().out
    assert "MISSED" in printed.splitlines()[-1]
    assert "at least 0.6" in printed
    path = write_results([kept, missed, plain], datetime(2026, 1, 2, tzinfo=UTC), tmp_path)
    assert json.loads(path.read_text())["machine"]["cores"] == os.cpu_count()
    assert describe(missed) == "two (10,220 reports): 1.62"
