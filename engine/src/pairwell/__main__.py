"""`python -m pairwell`."""

from pairwell._command import command

command()
