"""Text files are read whatever their encoding, separator and line ends."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.reading import FileUnreadable, Limits, open_file
from tracker.exchange.reading.encodings import find_encoding

RUSSIAN = "Район;Прибыло;Размещено\nСуджанский район;120;98\nг. Льгов;7;0\n"
GERMAN = "Kreis;Ankünfte;Geflüchtete\nMünchen;120;98\nFürstenfeldbruck;7;0\n"
SEPARATORS = [",", ";", "\t", "|"]
LINE_ENDS = ["\n", "\r\n", "\r"]


def rows(content: bytes, limits: Limits = Limits()) -> list[list[object]]:  # noqa: B008
    book = open_file(content, "file.csv", limits)
    return [list(cells) for _, cells in book.tables[0].read()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
def test_russian_is_read_in_every_encoding(encoding: str) -> None:
    assert rows(RUSSIAN.encode(encoding))[1] == ["Суджанский район", "120", "98"]


def test_utf_16_with_a_mark_of_big_bytes_first_is_read() -> None:
    assert rows(b"\xfe\xff" + RUSSIAN.encode("utf-16-be"))[2][0] == "г. Льгов"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16-le"])
def test_german_is_read_in_every_encoding(encoding: str) -> None:
    assert rows(GERMAN.encode(encoding))[1] == ["München", "120", "98"]


def test_a_single_accent_in_much_text_is_latin() -> None:
    assert find_encoding(b"name,total\n" + b"Liberec,5\n" * 500 + b"Ji\xe8in,7\n") == "cp1252"


def test_a_few_russian_letters_in_many_numbers_are_russian() -> None:
    content = "id;район\n" + "1;2\n" * 500 + "3;Суджа\n"
    assert find_encoding(content.encode("cp1251")) == "cp1251"


def test_bytes_that_windows_does_not_use_are_latin_1() -> None:
    assert find_encoding(b"a;b\nM\xfcnchen\x81;1\n") == "latin-1"


def test_the_format_is_told_in_words() -> None:
    assert open_file(RUSSIAN.encode("cp1251"), "f", Limits()).format == (
        "text in Windows-1251, separated by semicolons"
    )


def test_a_separator_that_the_first_line_names_is_used() -> None:
    book = open_file(b"sep=!\r\na!b\r\n1!2\r\n", "f", Limits())
    assert [(n, list(cells)) for n, cells in book.tables[0].read()] == [
        (2, ["a", "b"]),
        (3, ["1", "2"]),
    ]
    assert book.format == "text in UTF-8, separated by !"


def test_title_rows_do_not_hide_the_separator() -> None:
    content = b"Arrivals, daily, of the region\nPrepared by the office, 7 August\n\n"
    content += b"day;people;note\n" + b"2024-08-07;5;a, b, c\n" * 9
    assert rows(content)[3] == ["day", "people", "note"]


def test_decimal_commas_do_not_hide_semicolons() -> None:
    assert rows(b"name;rate\na;1,5\nb;2,5\nc;3,5\n")[1] == ["a", "1,5"]


def test_a_text_with_one_column_has_no_separator() -> None:
    assert rows(b"people\n5\n7\n") == [["people"], ["5"], ["7"]]


def test_blank_rows_keep_their_numbers() -> None:
    book = open_file(b"a,b\n\n1,2\n", "f", Limits())
    assert [number for number, _ in book.tables[0].read()] == [1, 2, 3]


def test_a_text_cut_off_in_a_letter_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="cut off"):
        rows("день,район\n1,Суджа".encode()[:-1])


def test_an_accent_at_the_very_end_of_a_plain_text_is_no_cut() -> None:
    assert rows(b"a,b\n1,Orl\xe9") == [["a", "b"], ["1", "Orlé"]]


def test_a_quotation_that_never_ends_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="quotation marks"):
        rows(b'a,b\n"' + b"x" * 200_000)


OPEN = b'2024-08-07,"Sudzha,5\n'
PLAIN = b"2024-08-07,Lgov,7\n"


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (PLAIN * 3 + OPEN, 4),
        (PLAIN * 3 + OPEN + PLAIN * 5, 4),
        (PLAIN * 3 + OPEN + PLAIN * 500, 4),
        (OPEN * 10, 1),
        (PLAIN + OPEN + PLAIN * 3 + b'2024-08-07,"Lgov",7\n', 2),
        (PLAIN + b'2024-08-07,"two\nlines",7\n' + OPEN + PLAIN, 3),
        (PLAIN + OPEN + PLAIN * 19 + b'"\n' + PLAIN, 2),
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_told_by_its_row(content: bytes, row: int) -> None:
    with pytest.raises(FileUnreadable, match=f"quotation marks in row {row}: "):
        rows(content)


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        (b'"Sports hall ""North""",5\n', 'Sports hall "North"'),
        (b'"Sports hall" North,5\n', "Sports hall North"),
        (b'Hall "North",5\n', 'Hall "North"'),
        (b'5" hall,5\n', '5" hall'),
        (b'"' + b"a line\n" * 19 + b'",5\n', "a line\n" * 19),
    ],
)
def test_quotation_marks_that_swallow_nothing_are_read(line: bytes, cell: str) -> None:
    found = rows(b"place,people\n" + line + b"Lgov,7\n")
    assert found == [["place", "people"], [cell, "5"], ["Lgov", "7"]]


@pytest.mark.parametrize(
    "content",
    [bytes(range(1, 32)) * 20, b"\0\1\2\3" * 100, b"a,b\n" * 50 + b"\0", b"\xff\xfe\x00\xd8"],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(FileUnreadable, match="neither a table nor text"):
        rows(content)


def test_damage_far_into_a_text_is_refused() -> None:
    content = "день,люди\n".encode("utf-16") + "1,2\n".encode("utf-16-le") * 9000 + b"\x00\xd8\x01"
    with pytest.raises(FileUnreadable, match="damaged"):
        rows(content)


def test_too_many_cells_are_refused_while_reading() -> None:
    with pytest.raises(FileUnreadable, match="more than 5 cells"):
        rows(b"a,b\n1,2\n3,4\n", Limits(cells=5))


@given(
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]),
    separator=st.sampled_from(SEPARATORS),
    end=st.sampled_from(LINE_ENDS),
    data=st.data(),
)
def test_what_was_written_is_what_is_read(
    encoding: str, separator: str, end: str, data: st.DataObject
) -> None:
    width = data.draw(st.integers(2, 6))
    cell = st.one_of(
        st.integers(0, 99_999).map(str),
        st.sampled_from(["Суджа", "Льгов", 'говорят "много"', "а, б; в", "две\nстроки", ""]),
    )
    body = data.draw(
        st.lists(st.lists(cell, min_size=width, max_size=width), min_size=5, max_size=20)
    )
    table = [[f"столбец {n}" for n in range(width)], *body]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        table
    )
    assert rows(buffer.getvalue().encode(encoding)) == table


def test_the_polish_file_is_read(shared_data: Path) -> None:
    found = rows((shared_data / "unhcr_ukraine_arrivals_poland_daily.csv").read_bytes())
    assert len(found) == 96
    assert found[1] == ["February 24, 2022", "30096", "30096"]


def test_the_toronto_file_is_read(shared_data: Path) -> None:
    found = rows((shared_data / "toronto_shelter_occupancy_2024.csv").read_bytes())
    assert len(found) == 6562
    assert {len(row) for row in found} == {32}


def test_a_single_letter_is_a_table_of_one_cell() -> None:
    assert rows(b"a") == [["a"]]


def test_an_apostrophe_against_formulas_is_none_of_the_text() -> None:
    """Our own files have it before names such as "@KurskGov", and so have those of others."""
    found = rows(b"Source,Note\n'@KurskGov,'-Desk-\n'=HQ,'tis so\n'+7 hotline,'70s\n")
    assert found[1:] == [["@KurskGov", "-Desk-"], ["=HQ", "'tis so"], ["+7 hotline", "'70s"]]
