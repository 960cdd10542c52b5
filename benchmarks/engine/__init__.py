"""pairwell beside its peers, on the same instances in the same run."""
