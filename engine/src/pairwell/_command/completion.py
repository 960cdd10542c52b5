"""`pairwell completion`: what a shell offers after a tab, made from the parser itself."""

from __future__ import annotations

import argparse

from pairwell._command.arguments import parser
from pairwell._command.faults import Unreadable
from pairwell._command.screen import Note, show


def run(options: argparse.Namespace, _: Note) -> int:
    """Print the script of one shell."""
    try:
        import shtab
    except ImportError as error:
        cure = "pip install 'pairwell[completion]'"
        raise Unreadable([f"completing commands needs an extra. Run: {cure}"]) from error
    show(shtab.complete(parser(), options.shell).rstrip("\n"))
    return 0
