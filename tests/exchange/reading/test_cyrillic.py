"""Cyrillic files are read in the encoding that they were written in; Latin ones stay so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.reading import Limits, open_file
from tracker.exchange.reading.cyrillic import USUAL
from tracker.exchange.reading.encodings import find_encoding

RUSSIAN = """
район область дата прибыло убыло размещено эвакуировано погибло ранено пропало источник школа
больница пункт временного размещения вместимость число всего итого примечание женщины мужчины
дети население администрация город село посёлок станция Курская Белгородская Суджа Льгов Рыльск
Коренево Глушково Обоянь Железногорск Щигры Дмитриев Фатеж Тим Большое Солдатское Хомутовка
Конышёвка объект съезд эшелон этаж ясли общежитие гостиница церковь улица площадь центральный
южный северный губернатор сообщил несколько тысяч жителей вывезены автобусами
"""
UKRAINIAN = """
область район громада дата прибуло вибуло розміщено евакуйовано загинуло поранено зникло джерело
школа лікарня місце тимчасового перебування кількість усього примітка жінки чоловіки діти
населення місто село селище станція Сумська Харківська Чернігівська Київ Суми Шостка Конотоп
Глухів Білопілля Краснопілля Юнаківка Миропілля Охтирка їдальня гуртожиток вулиця площа
південний північний євакуація військова адміністрація повідомила декілька тисяч мешканців
вивезено автобусами ґанок
"""
GERMAN = """
Kreis Ankünfte Geflüchtete München Fürstenfeldbruck Nürnberg Würzburg Plätze Männer Mädchen
Straße Übergang Äcker Öffnung Größe Tübingen Göttingen Köln Düsseldorf
"""
FRENCH = """
région arrivées déplacés décédés blessés hébergés école élèves août février à où Évreux Orléans
Besançon Angoulême forêt maïs île œuvre cœur
"""

Words = st.SearchStrategy[list[str]]
WRITTEN = {
    "cp1251": f"{RUSSIAN}{UKRAINIAN}",
    "koi8-r": RUSSIAN,
    "koi8-u": UKRAINIAN,
    "cp866": RUSSIAN,
    "mac-cyrillic": f"{RUSSIAN}{UKRAINIAN}",
}


def table(words: list[str], separator: str = ";") -> str:
    """A table with a word and a number in each row, as a file has it."""
    return "".join(f"{word}{separator}{at}\n" for at, word in enumerate(words))


WAYS = (str.lower, str, str.capitalize, str.upper)
"""How a file writes its words. Small letters of Macintosh are those of Windows, all but one."""


def cased(words: str, least: int, first_way: int = 0) -> Words:
    """Different words, all of them written in one way."""
    chosen = st.lists(st.sampled_from(words.split()), min_size=least, max_size=30, unique=True)
    ways = st.sampled_from(WAYS[first_way:])
    return st.builds(lambda found, way: [way(word) for word in found], chosen, ways)


@pytest.mark.parametrize("encoding", WRITTEN)
@settings(max_examples=60)
@given(data=st.data())
def test_words_are_read_as_they_were_written(encoding: str, data: st.DataObject) -> None:
    words = data.draw(cased(WRITTEN[encoding], 12, 2 if encoding == "mac-cyrillic" else 0))
    content = table(words).encode(encoding, errors="ignore")
    read = content.decode(find_encoding(content))
    assert read == content.decode(encoding)


@settings(max_examples=200)
@given(words=cased(WRITTEN[USUAL], 1))
def test_however_few_words_of_windows_are_never_anything_else(words: list[str]) -> None:
    assert find_encoding(table(words).encode(USUAL)) == USUAL


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@settings(max_examples=60)
@given(words=cased(f"{GERMAN}{FRENCH}", 1))
def test_accented_words_stay_latin(encoding: str, words: list[str]) -> None:
    content = table(words).encode(encoding, errors="ignore")
    read = content.decode(find_encoding(content))
    assert read == content.decode("cp1252")


def test_a_file_of_koi8_is_a_table_in_its_letters() -> None:
    content = table(["Район", *RUSSIAN.split()[:20]]).encode("koi8-r")
    book = open_file(content, "daily.csv", Limits())
    assert book.format == "text in KOI8-R, separated by semicolons"
    assert next(book.tables[0].read())[1] == ["Район", "0"]


def test_signs_beside_each_other_make_no_letters() -> None:
    content = "name;said\n1;“…”\n2;««–»»\n3;€€€€€€€€€€€€\n".encode("cp1252")
    assert find_encoding(content) == "cp1252"


def test_what_is_only_a_little_likelier_is_not_believed() -> None:
    # Abbreviations of letters that are rare: in KOI8-R they would be somewhat more usual ones.
    assert find_encoding(table(["ХПП", "ЮЖД", "ЦЭБ"]).encode(USUAL)) == USUAL


def test_a_rare_capital_is_likelier_than_a_small_letter_before_capitals() -> None:
    """All other capitals of Macintosh are those of DOS, where its Ґ is a small в."""
    words = ["ҐАНОК", *(word.upper() for word in RUSSIAN.split()[:20])]
    content = table(words).encode("mac-cyrillic")
    assert content.decode(find_encoding(content)) == table(words)
