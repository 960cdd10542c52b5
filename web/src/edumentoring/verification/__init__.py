"""How a programme knows that somebody works in a school."""
