"""The benchmark: how fast the tracker records and shows, as ratios made in one run."""
