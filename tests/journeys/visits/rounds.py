"""A sheet at each of its steps, and a round at each of its own."""

from collections.abc import Iterator

from django.urls import reverse

from edumentoring.demonstration.flaws import draw_flaws
from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import draw_people
from edumentoring.demonstration.sheets import google_forms_csv
from edumentoring.intake import operations as intake
from edumentoring.intake.models import Upload
from edumentoring.intake.saving import save_upload
from edumentoring.matching import operations as matching
from edumentoring.matching.access import round_for, state_for
from edumentoring.matching.models import Round
from edumentoring.matching.tests import make as rounds
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.programmes.tests import make as programmes
from tests.journeys.visits import Visit


def import_and_match_pages(site: str) -> Iterator[Visit]:
    """A sheet at each of its steps, and a round at each of its own."""
    here = "coordinator"
    helen = User.objects.get(email="helen@demonstration.example")
    spring = programmes.programme("Spring", by=helen)
    drawn = draw_people(200, seed=3)
    assert any(each.kinds for each in draw_flaws(drawn, 3).values()), "a sheet with slips in it"
    sheet = google_forms_csv(drawn, seed=3)
    begun, checked, saved = (begin_import(spring, helen, sheet) for _turn in range(3))
    yield Visit("intake:uploads", here, reverse("intake:uploads", args=[spring.slug]))
    yield Visit("intake:columns", here, reverse("intake:columns", args=[spring.slug, begun.code]))
    for upload in (checked, saved):
        intake.choose_columns(upload, upload.chosen())
    save_upload(saved, fingerprint=intake.preview(saved).plan.fingerprint(), by=helen)
    yield Visit("intake:check", here, reverse("intake:check", args=[spring.slug, checked.code]))
    yield Visit("intake:done", here, reverse("intake:done", args=[spring.slug, saved.code]))

    yield from board_pages(here)
    yield Visit("matching:rounds", here, reverse("matching:rounds", args=[spring.slug]))
    draft = matching.open_round(spring, by=helen)
    start = reverse("matching:start", args=[spring.slug, draft.number])
    yield Visit("matching:start", here, start)
    working = matching.open_round(rounds.programme(mentors=2, mentees=2), by=helen)
    Coordinator.objects.create(programme=working.programme, user=helen, role="owner")
    Round.objects.filter(pk=working.pk).update(state=Round.State.PROPOSING)
    progress = reverse("matching:progress", args=[working.programme.slug, working.number])
    yield Visit("matching:progress", here, progress)


def board_pages(here: str) -> Iterator[Visit]:
    """The demonstration's own round."""
    seat = Coordinator.objects.select_related("programme").get(programme__slug=SLUG, role="owner")
    board = state_for(round_for(seat, 1))
    mentor_key, mentee_key, _points, _fit = board.pairs[0]
    other_key = board.pairs[-1][0]
    mentor, mentee = (Participant.objects.get(pk=key) for key in (mentor_key, mentee_key))
    yield Visit("matching:rounds", here, reverse("matching:rounds", args=[SLUG]))
    for name, query in (
        ("board", ""),
        ("board", f"?pair={mentor_key}-{mentee_key}"),
        ("board", "?q=nobody-of-this-name"),
        ("publish", ""),
        ("by_hand", "?q=a"),
        ("cost", f"?pair={other_key}-{mentee_key}"),
        ("what_if", ""),
        ("compare", ""),
        ("changes", ""),
    ):
        yield Visit(f"matching:{name}", here, reverse(f"matching:{name}", args=[SLUG, 1]) + query)
    pair = reverse("matching:pair", args=[SLUG, 1, mentee.code, mentor.code])
    yield Visit("matching:pair", here, pair)
    yield Visit("matching:person", here, reverse("matching:person", args=[SLUG, 1, mentee.code]))


def begin_import(programme: Programme, by: User, sheet: bytes) -> Upload:
    return intake.start_upload(programme, by=by, data=sheet, file_name="Sign-up (Responses).csv")
