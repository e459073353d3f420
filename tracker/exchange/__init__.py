"""Files in: what a file holds, what is meant by it, and how it is recorded as one import."""
