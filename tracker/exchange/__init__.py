"""Files in, recorded as one import, and files out that say what they hold."""
