"""A damaged archive that is sent gets one sentence, however it is packed."""

import pytest

from tests.exchange.reading.test_damaged_archives import PACKED, damage, pack
from tests.web.imports.steps import client, refuse
from tests.web.strict_client import StrictClient

__all__ = ["client"]


@pytest.mark.parametrize("method", PACKED)
def test_a_damaged_archive_gets_one_sentence(client: StrictClient, method: int) -> None:
    content = damage(pack(method), 44, 80)
    (error,) = refuse(client, content, "daily.zip")
    assert "damaged or cut off" in error
