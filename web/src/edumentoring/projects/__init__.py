"""What two people make together, on a page that only they share: during their pair, or after it."""
