"""One chain of hashes over everything that was done: appended to, verified, read."""
