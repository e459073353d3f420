"""A mapping may write a hashtag as its file does, its attributes in any order."""

from tests.exchange.tables import survey
from tracker.exchange.mapping import check_mapping, name_as_read, read_mapping
from tracker.exchange.mapping.mappings import ImportMapping

FILE = survey(
    "#date,#adm2,#meta+source,#affected+killed+cumulative,#status+b+a\n2024-08-01,Whole,A,1.037,x\n"
)


def read(killed: str, more: str = "") -> ImportMapping:
    text = f'[columns]\n"#date" = "day"\n"#adm2" = "area"\n"#meta+source" = "source"\n{more}'
    text += f'"{killed}" = "killed total so far"\n[points]\n"{killed}" = "thousands"\n'
    return read_mapping(text + '[only]\n"#status +b +A" = ["x"]\n')


def test_attributes_of_a_hashtag_may_be_written_in_any_order() -> None:
    as_written = read("#affected+killed+cumulative")
    assert check_mapping(as_written, FILE)
    found = name_as_read(as_written, FILE)
    assert check_mapping(found, FILE) == ()
    assert list(found.measures) == list(found.points) == ["#affected+cumulative+killed"]
    assert list(found.only) == ["#status+a+b"]
    assert name_as_read(found, FILE) == found


def test_other_names_stay_as_they_are() -> None:
    found = name_as_read(read("#affected+killed+new"), FILE)
    assert list(found.measures) == ["#affected+killed+new"]
    assert check_mapping(found, FILE)
    exact = '"#affected+cumulative+killed" = "killed new"\n'
    both = name_as_read(read("#affected+killed+cumulative", exact), FILE)
    assert [m.words for m in both.measures.values()] == ["killed new"]
