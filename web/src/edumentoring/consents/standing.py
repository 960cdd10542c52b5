"""How consents stand: for one person, and over a programme."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from edumentoring.consents.models import Consent, Purpose, Wording
from edumentoring.consents.operations import current_wordings
from edumentoring.consents.usual import ORDER
from edumentoring.programmes.models import Participant, Programme


@dataclass
class Said:
    """What one person said about one purpose: what stands, and all there was before."""

    purpose: Purpose
    asked: Wording | None
    standing: Consent | None = None
    past: list[Consent] = field(default_factory=list)
    was_here: bool = False  # somebody who answered the others left this one out

    @property
    def required(self) -> bool:
        words = self.standing.wording if self.standing else self.asked
        return bool(words and words.required)

    @property
    def words(self) -> Wording | None:
        """The words to show: those that were agreed to, or those asked now."""
        return self.standing.wording if self.standing else self.asked

    @property
    def newer(self) -> Wording | None:
        """Words of now that this person should read, where they agreed to older ones."""
        if self.standing is None or self.asked is None or not self.standing.wording_id:
            return None
        older = self.standing.wording.version
        if self.asked.version <= older:
            return None
        later = Wording.objects.filter(
            programme=self.asked.programme_id,
            purpose=self.purpose,
            version__gt=older,
            asks_again=True,
        )
        return self.asked if later.exists() else None

    @property
    def status(self) -> str:
        """In a word or two."""
        if self.standing:
            return _("Agreed")
        if self.past:
            return self.past[-1].get_ended_as_display()
        return _("Not agreed") if self.was_here else _("Not asked")


def said_by(participant: Participant) -> list[Said]:
    """One line for each purpose that is asked, or that this person ever answered."""
    asked = {each.purpose: each for each in current_wordings(participant.programme)}
    given: dict[str, list[Consent]] = defaultdict(list)
    rows = participant.consents.select_related("wording", "given_by", "withdrawn_by")
    for consent in rows:
        given[consent.purpose].append(consent)
    answered = any(given.values())
    return [
        _said(Purpose(purpose), asked.get(purpose), given[purpose], answered=answered)
        for purpose in sorted({*asked, *given}, key=lambda name: ORDER[Purpose(name)])
    ]


def _said(
    purpose: Purpose, asked: Wording | None, rows: Iterable[Consent], *, answered: bool
) -> Said:
    said = Said(purpose, asked, was_here=answered)
    for consent in rows:
        if consent.withdrawn_at is None:
            said.standing = consent
        else:
            said.past.append(consent)
    return said


@dataclass
class Asked:
    """One purpose of a programme, as its coordinators see it."""

    purpose: Purpose
    wording: Wording
    is_asked: bool
    by_version: dict[int, int]

    @property
    def agreed(self) -> int:
        return sum(self.by_version.values())

    @property
    def older(self) -> int:
        """How many agreed to words that have changed since."""
        return sum(n for version, n in self.by_version.items() if version < self.wording.version)


def asked_by(programme: Programme) -> list[Asked]:
    """Every purpose there is, asked or not, with how many stand by it in which words."""
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    standing = (
        Consent.objects.standing()
        .filter(participant__programme=programme)
        .exclude(participant__state=Participant.State.LEFT)
        .order_by()
        .values_list("purpose", "wording__version")
        .annotate(people=Count("pk"))
    )
    for purpose, version, people in standing:
        counts[purpose][version] = people
    asked = {each.purpose: each for each in current_wordings(programme)}
    latest: dict[str, Wording] = {}
    for wording in programme.wordings.order_by("version"):
        latest[wording.purpose] = wording
    shown = {**latest, **asked}
    return [
        Asked(Purpose(name), shown[name], name in asked, dict(sorted(counts[name].items())))
        for name in sorted(shown, key=lambda name: ORDER[Purpose(name)])
    ]
