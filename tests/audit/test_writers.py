"""Writers at the same time make one chain, whether threads of one process or several processes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.audit.links import assert_whole, read_links
from tests.histories import UNITS
from tests.recording.drafts import level, noon_of, report
from tracker.domain.indicators import Indicator
from tracker.recording.reports import record_report
from tracker.store.database import Database, open_database

PROJECT = Path(__file__).resolve().parents[2]
WRITERS, REPORTS = 4, 12


def write_reports(database: Database, writer: int) -> None:
    """Record reports about one unit, each committed; every third one is taken back."""
    for number in range(REPORTS):
        with database.writer() as session:
            sent = report(level(Indicator.PRESENT, number), on=number, place_id=UNITS[writer])
            record_report(session, sent, now=noon_of(number))
            if number % 3 != 2:
                session.commit()


def test_threads_make_one_chain(own_operation: Database) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda writer: write_reports(own_operation, writer), range(WRITERS)))
    assert_one_chain(own_operation, WRITERS)


def test_processes_make_one_chain(own_operation: Database) -> None:
    url = own_operation.write.url.render_as_string(hide_password=False)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    started = [
        subprocess.Popen([sys.executable, __file__, url, str(writer)], env=environment, cwd=PROJECT)
        for writer in range(2)
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0]
    assert_one_chain(own_operation, 2)


def assert_one_chain(database: Database, writers: int) -> None:
    kept = REPORTS // 3 * 2 * writers
    with database.reader() as session:
        links = read_links(session)
    assert_whole(links)
    assert len(links) == 1 + kept
    assert len({link["subject_id"] for link in links[1:]}) == kept


if __name__ == "__main__":
    opened = open_database(sys.argv[1])
    write_reports(opened, int(sys.argv[2]))
    opened.dispose()
