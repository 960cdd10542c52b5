"""Django's SQLite with a queue in front of it, for the threads of one process."""
