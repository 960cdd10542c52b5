"""Changes to organisations: the register's, and those made by hand."""

from collections.abc import Iterable
from datetime import date
from itertools import batched
from pathlib import Path
from time import monotonic
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.schools import register
from edumentoring.schools.indexing import CHUNK, Index, describe
from edumentoring.schools.models import (
    FormerName,
    Link,
    Organisation,
    OrganisationChange,
    RegisterImport,
)
from edumentoring.schools.register import BadRow, Group, LinkRow, Register, Row
from edumentoring.schools.reports import RegisterReport
from edumentoring.schools.words import words

WRITTEN = [
    *("name", "kind", "parent", "phase", "type_group", "gender", "religious_character"),
    *("town", "postcode", "local_authority", "district", "region", "country", "latitude"),
    *("longitude", "fsm_percent", "website", "opened_on", "closed_on", "name_words"),
    *("place_words", "updated_at"),
]

# A file that lacks more than this share of the open schools we keep is only a part of the register.
MOST_GONE = 0.1


class Person(Protocol):
    """Whoever asks for a change: accounts live in a room above."""

    code: UUID


def import_register(
    path: Path | str, *, by: Person | None = None, links: Path | str | None = None
) -> RegisterReport:
    """Bring the register of schools up to date from a file, all of it or nothing.

    `path` is the full export or a reduced file; `links` the register's file of links. Reading the
    same file again changes nothing. Raises Refused for a file that is no register.
    """
    began = monotonic()
    path = Path(path)
    with register.opened(path) as found, transaction.atomic():
        report = _Update(path, found, by).run()
        if links:
            with register.links_opened(Path(links)) as rows:
                report.links = _take_in_links(rows)
    report.seconds = monotonic() - began
    return report


class _Update:
    """One import under way: what has been seen, and what it has changed so far."""

    def __init__(self, path: Path, found: Register, by: Person | None) -> None:
        self.register = found
        self.report = RegisterReport(file_name=path.name)
        self.on = timezone.localdate()
        self.index = Index()
        self.seen: set[str] = set()
        self.groups: dict[str, Organisation] = {}
        self.record = RegisterImport.objects.create(
            file_name=path.name[:200],
            sha256=register.fingerprint(path),
            by_code=by.code if by else None,
        )

    def run(self) -> RegisterReport:
        for rows in batched(self.register.rows(), CHUNK):
            self._take_in(self._usable(rows))
        self._refuse_a_file_of_refusals()
        self._close_the_missing()
        self.index.count()
        self.record.counts = self.report.counts()
        self.record.problems = [
            {"row": bad.number, "code": bad.code, "reason": bad.reason}
            for bad in self.report.problems
        ]
        self.record.finished_at = timezone.now()
        self.record.save()
        return self.report

    def _usable(self, rows: Iterable[Row | BadRow]) -> dict[str, Row]:
        usable = {}
        for row in rows:
            if isinstance(row, BadRow):
                self.report.refuse(row)
            elif row.code in self.seen:
                again = _("This URN stands in an earlier row too. The earlier row was taken.")
                self.report.refuse(BadRow(row.number, row.code, again))
            else:
                self.seen.add(row.code)
                usable[row.code] = row
        return usable

    def _take_in(self, rows: dict[str, Row]) -> None:
        self._take_in_groups(row.group for row in rows.values() if row.group)
        kept = Organisation.objects.in_bulk(list(rows), field_name="register_code")
        fresh, changed = [], []
        for code, row in rows.items():
            if code in kept:
                differences = self._apply(row, kept[code])
                if differences:
                    changed.append((kept[code], differences))
                else:
                    self.report.unchanged += 1
            else:
                fresh.append(self._made(row))
        self.report.added += len(fresh)
        Organisation.objects.bulk_create(fresh, batch_size=CHUNK)
        self.index.replace(fresh, new=True)
        self._save(changed)

    def _made(self, row: Row) -> Organisation:
        organisation = Organisation(
            register_code=row.code,
            parent=self.groups[row.group.code] if row.group else None,
            closed_on=(row.closed_on or self.on) if row.is_closed else None,
            **row.facts,
        )
        describe(organisation)
        return organisation

    def _apply(self, row: Row, organisation: Organisation) -> dict[str, list[Any]]:
        """Write the row into the organisation, unsaved; returns what differs."""
        facts = dict(row.facts)
        if self.register.says_groups and not _placed_by_hand(organisation, self.groups):
            facts["parent_id"] = self.groups[row.group.code].pk if row.group else None
        facts["closed_on"] = (
            (row.closed_on or organisation.closed_on or self.on) if row.is_closed else None
        )
        differences = _set(organisation, facts)
        if "closed_on" in differences:
            was, now = differences["closed_on"]
            self.report.closed += was is None
            self.report.reopened += now is None
        self.report.renamed += "name" in differences
        return differences

    def _save(self, changed: list[tuple[Organisation, dict[str, list[Any]]]]) -> None:
        if not changed:
            return
        self.report.changed += len(changed)
        organisations = [organisation for organisation, _differences in changed]
        for organisation in organisations:
            describe(organisation)
        Organisation.objects.bulk_create(
            organisations,
            update_conflicts=True,
            unique_fields=["register_code"],
            update_fields=WRITTEN,
            batch_size=CHUNK,
        )
        _remember(changed, by_code=self.record.by_code, record=self.record)
        self.index.replace(organisations)

    def _take_in_groups(self, groups: Iterable[Group]) -> None:
        named = {group.code: group for group in groups if group.code not in self.groups}
        kept = Organisation.objects.in_bulk(list(named), field_name="register_code")
        fresh = [
            Organisation(register_code=code, name=group.name, kind=group.kind)
            for code, group in named.items()
            if code not in kept
        ]
        for organisation in fresh:
            describe(organisation)
        Organisation.objects.bulk_create(fresh)
        self.index.replace(fresh, new=True)
        self.report.groups_added += len(fresh)
        renamed = []
        for code, organisation in kept.items():
            differences = _set(organisation, {"name": named[code].name})
            if differences:
                describe(organisation)
                organisation.save()
                renamed.append((organisation, differences))
        _remember(renamed, by_code=self.record.by_code, record=self.record)
        self.index.replace([organisation for organisation, _differences in renamed])
        self.report.groups_renamed += len(renamed)
        self.groups.update({str(made.register_code): made for made in fresh} | kept)

    def _refuse_a_file_of_refusals(self) -> None:
        report = self.report
        if not self.seen and not report.refused:
            raise Refused(_("The file has headings but no schools. It needs at least one row."))
        if report.refused > report.rows / 2:
            first = report.problems[0]
            raise Refused(
                _(
                    "%(refused)s of %(rows)s rows cannot be used, so nothing was changed. "
                    "The first is row %(row)s: %(reason)s"
                )
                % {
                    "refused": report.refused,
                    "rows": report.rows,
                    "row": first.number,
                    "reason": first.reason,
                }
            )

    def _close_the_missing(self) -> None:
        """Schools the register no longer lists are closed, unless the file is only a part."""
        known = Organisation.objects.open().schools_of_the_register()
        codes = dict(known.values_list("register_code", "pk"))
        gone = [pk for code, pk in codes.items() if code not in self.seen]
        if len(gone) > MOST_GONE * len(codes):
            self.report.missing = len(gone)
            return
        for keys in batched(gone, CHUNK):
            closing = [
                (organisation, _set(organisation, {"closed_on": self.on}))
                for organisation in Organisation.objects.filter(pk__in=keys)
            ]
            self.report.closed += len(closing)
            self._save(closing)


def _placed_by_hand(organisation: Organisation, groups: dict[str, Organisation]) -> bool:
    """Whether somebody put it under an organisation that the register does not know."""
    if organisation.parent_id is None:
        return False
    if any(group.pk == organisation.parent_id for group in groups.values()):
        return False
    above = organisation.parent
    return above is not None and above.register_code is None


def _set(organisation: Organisation, facts: dict[str, Any]) -> dict[str, list[Any]]:
    """Set the facts that differ, unsaved: {field: [before, after]}."""
    differences = {}
    for field, after in facts.items():
        before = getattr(organisation, field)
        if before != after:
            setattr(organisation, field, after)
            differences[field] = [before, after]
    return differences


def _remember(
    changed: list[tuple[Organisation, dict[str, list[Any]]]],
    *,
    by_code: UUID | None,
    record: RegisterImport | None = None,
) -> None:
    """Keep what was before: a line of history each, and the former names."""
    on = timezone.localdate()
    OrganisationChange.objects.bulk_create(
        [
            OrganisationChange(
                organisation=organisation,
                by_code=by_code,
                register_import=record,
                differences={
                    field: [_plain(value) for value in values]
                    for field, values in differences.items()
                },
            )
            for organisation, differences in changed
        ],
        batch_size=CHUNK,
    )
    FormerName.objects.bulk_create(
        [
            _former(organisation, differences["name"][0], on)
            for organisation, differences in changed
            if "name" in differences
        ],
        ignore_conflicts=True,
    )


def _former(organisation: Organisation, name: str, until: date | None) -> FormerName:
    return FormerName(
        organisation=organisation, name=name, words=" ".join(words(name))[:400], until=until
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# --- Links ------------------------------------------------------------------------------------


def _take_in_links(rows: Iterable[LinkRow]) -> int:
    """Keep who came from whom; returns how many links are new.

    A closed school gets its successor, and the successor answers to its predecessor's names.
    """
    index, added = Index(), 0
    for chunk in batched(rows, CHUNK):
        kept = Organisation.objects.in_bulk(
            list({code for row in chunk for code in (row.code, row.other)}),
            field_name="register_code",
        )
        renamed: dict[int, Organisation] = {}
        for row in chunk:
            earlier, later = _in_order(row)
            if not later or later not in kept:
                continue
            if earlier in kept and earlier != later:
                added += _link(kept[earlier], kept[later], row)
                was_called = kept[earlier].name
            else:
                was_called = row.other_name if earlier == row.other else ""
            if _answers_to(kept[later], was_called, row.since):
                renamed[kept[later].pk] = kept[later]
        index.replace(list(renamed.values()))
    index.count()
    return added


def _in_order(row: LinkRow) -> tuple[str, str]:
    """Codes of the earlier and the later one; nothing where the link says no order."""
    kind = row.kind.lower()
    if kind.startswith("successor"):
        return row.code, row.other
    if kind.startswith("predecessor"):
        return row.other, row.code
    return "", ""


def _link(earlier: Organisation, later: Organisation, row: LinkRow) -> bool:
    _made, is_new = Link.objects.get_or_create(
        earlier=earlier, later=later, defaults={"kind": row.kind, "since": row.since}
    )
    if earlier.closed_on and not earlier.successor_id and not _leads_to(later, earlier):
        earlier.successor = later
        earlier.save(update_fields=["successor", "updated_at"])
        _remember([(earlier, {"successor": [None, later.pk]})], by_code=None)
    return is_new


def _leads_to(start: Organisation, goal: Organisation) -> bool:
    """Whether following successors from `start` would come to `goal`."""
    return start.current().pk == goal.pk


def _answers_to(organisation: Organisation, name: str, until: date | None) -> bool:
    """Add a former name, unless it is known or is the name of today."""
    if not name or name == organisation.name:
        return False
    former = _former(organisation, name, until)
    _kept, is_new = FormerName.objects.get_or_create(
        organisation=organisation, name=name, defaults={"words": former.words, "until": until}
    )
    return is_new


# --- By hand ----------------------------------------------------------------------------------


@transaction.atomic
def add_organisation(*, by: Person | None, **facts: Any) -> Organisation:
    """Add an organisation the register does not hold.

    `facts` are Organisation's fields. Raises Refused where an open one of the same name stands in
    the same place already.
    """
    organisation = Organisation(by_hand=True, **facts)
    describe(organisation)
    twin = (
        Organisation.objects.open()
        .filter(
            name_words=organisation.name_words,
            place_words=organisation.place_words,
            kind=organisation.kind,
        )
        .first()
    )
    if twin:
        raise Refused(
            _("%(name)s in %(place)s is here already. Use that one, or add its town or postcode.")
            % {"name": twin.name, "place": twin.detail}
        )
    organisation.save()
    _remember([(organisation, {"added": [None, organisation.name]})], by_code=_code(by))
    _index(organisation)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: Person | None, **facts: Any
) -> dict[str, list[Any]]:
    """Change facts by hand; a new name keeps the old one. Returns {field: [before, after]}."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if parent := facts.get("parent"):
        _refuse_a_ring(organisation, parent)
    differences = _set(organisation, facts)
    if differences:
        describe(organisation)
        organisation.save()
        if "parent" in differences:
            differences["parent"] = [above and above.pk for above in differences["parent"]]
        _remember([(organisation, differences)], by_code=_code(by))
        _index(organisation)
    return differences


@transaction.atomic
def close_organisation(
    organisation: Organisation,
    *,
    by: Person | None,
    on: date,
    successor: Organisation | None = None,
) -> Organisation:
    """Mark it closed. It stays, and its successor answers to its name."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on:
        raise Refused(
            _("%(name)s is closed already, since %(day)s.")
            % {"name": organisation, "day": organisation.closed_on}
        )
    if successor and (successor.pk == organisation.pk or _leads_to(successor, organisation)):
        raise Refused(_("An organisation cannot take its own place. Choose another one."))
    _set(organisation, {"closed_on": on, "successor": successor})
    organisation.save()
    differences: dict[str, list[Any]] = {"closed_on": [None, on]}
    if successor:
        differences["successor"] = [None, successor.pk]
        Link.objects.get_or_create(
            earlier=organisation, later=successor, defaults={"kind": "Successor", "since": on}
        )
        _answers_to(successor, organisation.name, on)
        _index(successor)
    _remember([(organisation, differences)], by_code=_code(by))
    _index(organisation)
    return organisation


@transaction.atomic
def reopen_organisation(organisation: Organisation, *, by: Person | None) -> Organisation:
    """Take a closing back."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    differences = _set(organisation, {"closed_on": None, "successor": None})
    if differences:
        organisation.save()
        if "successor" in differences:
            was = organisation.links_on.values_list("later", flat=True).first()
            differences["successor"] = [was, None]
        _remember([(organisation, differences)], by_code=_code(by))
        _index(organisation)
    return organisation


def _refuse_a_ring(organisation: Organisation, parent: Organisation) -> None:
    above: Organisation | None = parent
    while above:
        if above.pk == organisation.pk:
            raise Refused(
                _("%(parent)s belongs to %(name)s already, so it cannot stand above it.")
                % {"parent": parent, "name": organisation}
            )
        above = above.parent


def _index(organisation: Organisation) -> None:
    index = Index()
    index.replace([organisation])
    index.count()


def _code(by: Person | None) -> UUID | None:
    return by.code if by else None
