"""What a place's page says, read back: head numbers and tables."""

from xml.etree.ElementTree import Element

from tests.web.strict_client import Page, read

NUMBERS = "id='numbers'"
CHILDREN = "aria-labelledby='children'"


def tiles(page: Page) -> dict[str, str]:
    """The words of each head number by its label."""
    found = {}
    for tile in page.find_all("dl[@class='tiles']/div"):
        label, *rest = list(tile)
        found[read(label)] = " ".join(read(one) for one in rest)
    return found


def mark_unreviewed(*numbers: str) -> list[str]:
    """Numbers of a list of places as they are read out where nobody has verified them."""
    return [f"100% unreviewed: {number}" for number in numbers]


def rows(page: Page, section: str) -> dict[str, list[str]]:
    """The cells of each line by its head: of a section's table, and of what is folded below it."""
    tables = page.find(f"section[@{section}]").findall(".//table")
    assert tables
    alike = [table for table in tables if _read_heads(table) == _read_heads(tables[0])]
    lines = [line for table in alike for line in table.findall("./tbody/tr")]
    return {read(line[0]): [read(cell) for cell in line[1:]] for line in lines}


def _read_heads(table: Element) -> list[str]:
    return [read(head) for head in table.findall("./thead/tr/th")]
