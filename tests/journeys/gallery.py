"""Pictures of what a coordinator does with many people; each room's own tests try it."""

from urllib.parse import urljoin

from playwright.sync_api import Page

from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import enrol
from tests.journeys.pictures import take


def show_the_list(desk: Page, programme: Programme) -> None:
    """The list, its doubles and its waiting list, with a few more people than the journey made."""
    at = urljoin(desk.url, f"/programmes/{programme.slug}/")
    helen = programme.coordinators.get().user
    sooner = programme.participants.mentees().taking_part().first()
    for name, email, state in (
        (sooner.name, "another.address@example.org", Participant.State.IN),
        ("Ffion Pritchard", "ffion@example.org", Participant.State.QUEUED),
        ("Dev Anand", "dev@example.org", Participant.State.QUEUED),
        ("Maja Nowak", "maja@example.org", Participant.State.QUEUED),
    ):
        columns = {"stage": "ect1", "school_text": sooner.school_name}
        more, _is_new = enrol(
            programme,
            email=email,
            name=name,
            is_mentee=True,
            columns=columns,
            source="Form",
            by=helen,
        )
        Participant.objects.filter(pk=more.pk).update(state=state)
    Programme.objects.filter(pk=programme.pk).update(limit_mentees=20)

    desk.goto(f"{at}people/")
    desk.locator(".save-view summary").click()
    desk.get_by_label("Name of the view").fill("Mentors in the north")
    take(desk, "save-view")
    desk.keyboard.press("Escape")
    desk.goto(f"{at}people/?as=mentor")
    desk.locator("[data-column=room] a.cell").first.click()
    desk.locator("#cell-value").fill("3")
    take(desk, "people")
    for page, name in (
        ("waiting-list/", "waiting-list"),
        ("verification/", "verification"),
        ("set-up/pause/", "pause"),
        ("coverage/", "coverage"),
    ):
        desk.goto(at + page)
        take(desk, name)
    desk.goto(f"{at}people/doubles/")
    desk.get_by_role("link", name="Compare").first.click()
    take(desk, "double")
    desk.goto(f"{at}people/paste/?as=mentor")
    desk.locator("select[name=column]").select_option("role")
    desk.locator("main textarea:visible").fill(
        "Deputy head, pastoral\nHead of Spanish and French\nHead of sixth form"
    )
    desk.locator("main form button.next").first.click()
    take(desk, "paste")
    desk.goto(urljoin(desk.url, sooner.get_absolute_url()))
    take(desk, "person")
