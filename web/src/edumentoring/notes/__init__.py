"""Notes, private or shared, that survive a lost connection."""
