"""Which method says best when shelters are full: rolling-origin tests on real and made series."""
