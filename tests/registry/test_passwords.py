"""How hard it is to find passwords out of a database that was stolen."""

from argon2 import PasswordHasher, Type, extract_parameters


def test_hashes_in_earnest_take_what_rfc_9106_asks_for(earnest_hasher: PasswordHasher) -> None:
    found = extract_parameters(earnest_hasher.hash("correct horse battery"))
    assert found.type is Type.ID
    assert found.memory_cost >= 64 * 1024
    assert found.time_cost >= 3
    assert found.parallelism >= 4
    assert (found.salt_len, found.hash_len) == (16, 32)
