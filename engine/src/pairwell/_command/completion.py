"""`pairwell completion`: what a shell offers after a tab, made from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from pairwell._command.screen import Note, show


def run(options: argparse.Namespace, _: Note) -> int:
    """Print the script of one shell."""
    show(SHELLS[options.shell](commands_of(options.parser)))
    return 0


Commands = Mapping[str, tuple[str, Mapping[str, str]]]
"""By name: what a command does, and its options with what they do."""


def commands_of(parser: argparse.ArgumentParser) -> Commands:
    """Read the commands and their options off the parser."""
    subparsers = next(
        action
        for action in parser._actions  # noqa: SLF001 -- argparse has no public list of its own
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    )
    helps = {each.dest: each.help or "" for each in subparsers._choices_actions}  # noqa: SLF001
    return {
        name: (
            helps.get(name, ""),
            {
                action.option_strings[-1]: (action.help or "").split(" (")[0]
                for action in command._actions  # noqa: SLF001
                if action.option_strings
            },
        )
        for name, command in subparsers.choices.items()
    }


def bash(commands: Commands) -> str:
    """Write it for bash: `pairwell completion bash > ~/.local/share/bash-completion/…`."""
    cases = "\n".join(
        f'    {name}) options="{" ".join(options)}" ;;' for name, (_, options) in commands.items()
    )
    return f"""\
_pairwell() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" options=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{" ".join(commands)}" -- "$word"))
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}}
complete -o filenames -F _pairwell pairwell"""


def zsh(commands: Commands) -> str:
    """Write it for zsh."""
    names = "\n".join(f"    {quote(f'{name}:{does}')}" for name, (does, _) in commands.items())
    cases = ""
    for name, (_, options) in commands.items():
        offered = " ".join(quote(f"{each}[{plain(words)}]") for each, words in options.items())
        cases += f"      {name}) _arguments {offered} '*:file:_files' ;;\n"
    return f"""\
#compdef pairwell
_pairwell() {{
  local -a commands
  commands=(
{names}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
  else
    case "$words[2]" in
{cases}    esac
  fi
}}
_pairwell "$@\""""


def fish(commands: Commands) -> str:
    """Write it for fish."""
    lines = []
    for name, (does, options) in commands.items():
        lines.append(f"complete -c pairwell -n __fish_use_subcommand -a {name} -d {quote(does)}")
        for option, words in options.items():
            lines.append(
                f"complete -c pairwell -n '__fish_seen_subcommand_from {name}' "
                f"-l {option.lstrip('-')} -d {quote(words)}"
            )
    return "\n".join(lines)


def quote(text: str) -> str:
    """Quote for a shell."""
    return "'" + text.replace("'", "’") + "'"


def plain(text: str) -> str:
    """Leave out what zsh reads as its own signs."""
    return text.replace("[", "(").replace("]", ")").replace(":", " -")


SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}
