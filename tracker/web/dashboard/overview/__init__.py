"""The overview: the operation for who has one minute."""
