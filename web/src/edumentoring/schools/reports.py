"""What an import of the register did, in figures and in words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.schools.register import BadRow

KEPT_PROBLEMS = 200


@dataclass
class RegisterReport:
    """Counts of an import. Every row is added, changed, unchanged or refused.

    Renamed, closed and reopened rows are counted among the changed ones as well.
    """

    file_name: str = ""
    added: int = 0
    changed: int = 0
    renamed: int = 0
    closed: int = 0
    reopened: int = 0
    unchanged: int = 0
    refused: int = 0
    groups_added: int = 0
    groups_renamed: int = 0
    links: int = 0
    missing: int = 0
    seconds: float = 0.0
    problems: list[BadRow] = field(default_factory=list)

    def refuse(self, row: BadRow) -> None:
        """Count a refused row; the first two hundred are kept in words."""
        self.refused += 1
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.append(row)

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.unchanged + self.refused

    @property
    def changes(self) -> int:
        """Everything that differs from before; 0 when the same file comes again."""
        return self.added + self.changed + self.groups_added + self.groups_renamed + self.links

    def counts(self) -> dict[str, Any]:
        """The figures alone, to keep with the import."""
        return {
            name: value
            for name, value in vars(self).items()
            if isinstance(value, int) and not isinstance(value, bool)
        }

    def sentences(self) -> list[str]:
        """What to read aloud, the most important first."""
        figures = {name: f"{value:,}" for name, value in self.counts().items()}
        said = [
            _(
                "%(added)s added, %(changed)s changed (%(renamed)s renamed, %(closed)s closed, "
                "%(reopened)s open again), %(unchanged)s as they were."
            )
            % figures
        ]
        if self.groups_added or self.groups_renamed:
            said.append(
                _("%(groups_added)s trusts and federations added, %(groups_renamed)s renamed.")
                % figures
            )
        if self.links:
            said.append(_("%(links)s links to successors added.") % figures)
        if self.missing:
            said.append(
                _(
                    "%(missing)s schools we keep are not in this file. They stay open: "
                    "the file seems to hold only a part of the register."
                )
                % figures
            )
        if self.refused:
            said.append(
                ngettext(
                    "%(refused)s row was left out.", "%(refused)s rows were left out.", self.refused
                )
                % figures
            )
        return said

    def __str__(self) -> str:
        lines = self.sentences()
        lines += [
            _("Row %(row)s (%(code)s): %(reason)s")
            % {"row": bad.number, "code": bad.code or "?", "reason": bad.reason}
            for bad in self.problems
        ]
        return "\n".join(lines)
