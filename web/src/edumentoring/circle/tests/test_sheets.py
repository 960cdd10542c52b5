"""Forms that two who supervise each other fill in together, kept apart from the pairs."""

import pytest
from django.urls import reverse

from edumentoring.circle import operations
from edumentoring.circle.models import TalkSheet
from edumentoring.circle.tests import make
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs.tests import make as pairs
from edumentoring.people import operations as accounts
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import browser, sign_in
from edumentoring.tools.forms import Filled
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.models import Sheet

pytestmark = pytest.mark.django_db

GROW = TOOLS["grow"]


@pytest.fixture
def two():
    programme = make.programme()
    one, other = (pairs.mentor(programme, name=name) for name in ("One Mentor", "Other Mentor"))
    return make.supervision(programme, one.user, other.user)


def address(sheet, name="sheet"):
    return reverse(f"circle:{name}", args=[sheet.supervision.code, sheet.code])


def test_both_read_and_write_it_from_the_first_word(two):
    one, other = sign_in(browser(), two.asked_by), sign_in(browser(), two.user)
    begin = reverse("circle:begin_sheet", args=[two.code, "grow"])

    assert one.post(begin).url == other.post(begin).url, "an empty one is taken up again"
    sheet = TalkSheet.objects.get()
    sent = {"version": "1", "title": "Time", "goal": "Fewer evenings", "myself": "Nobody’s"}
    one.post(address(sheet), sent)
    other.post(address(sheet), {"version": "2", "goal": "Fewer evenings", "tried": "A list"})

    sheet.refresh_from_db()
    assert sheet.answers == {"goal": "Fewer evenings", "tried": "A list"}
    shown = one.get(address(sheet, "read_sheet")).content.decode()
    assert "Fewer evenings" in shown
    assert "For your own eyes" not in shown, "there is a log for that"
    assert "Fewer evenings" in other.get(address(sheet)).content.decode()


def test_neither_writes_over_the_other_and_nothing_typed_is_lost(two):
    sheet = operations.begin_sheet(two, GROW, by=two.user)
    operations.save_sheet(sheet, Filled(version=1, answers={"goal": "Theirs"}))

    answer = sign_in(browser(), two.asked_by).post(address(sheet), {"version": 1, "goal": "Mine"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page
    assert "Theirs" in page
    with pytest.raises(Stale):
        operations.save_sheet(sheet, Filled(version=1, tab="b", answers={"goal": "Late"}))
    operations.save_sheet(sheet, Filled(version=2, tab="a", answers={"goal": "Once"}))
    operations.save_sheet(sheet, Filled(version=2, tab="a", answers={"goal": "Same tab"}))
    sheet.refresh_from_db()
    assert sheet.answers == {"goal": "Same tab"}


def test_it_is_apart_from_every_pair_and_from_anybody_else(two):
    sheet = operations.begin_sheet(two, GROW, by=two.user)
    operations.save_sheet(sheet, Filled(version=1, answers={"goal": "Quillfeather"}))
    mentor = two.programme.participants.get(user=two.user)
    pair = make.pair(two.programme, mentor=mentor, mentee=pairs.mentee(two.programme))

    tools = reverse("tools:pair_tools", args=[pair.code])
    for path in (tools, reverse("tools:mine")):
        assert "Quillfeather" not in sign_in(browser(), two.user).get(path).content.decode()
    assert not Sheet.objects.exists()
    mentee = sign_in(browser(), pair.mentee.user)
    assert mentee.get(address(sheet, "read_sheet")).status_code == 404
    stranger = make.supervision(two.programme, two.user, make.findable(two.programme).user)
    other = reverse("circle:sheet", args=[stranger.code, sheet.code])
    assert sign_in(browser(), two.user).get(other).status_code == 404


def test_after_the_end_it_can_be_read_and_no_more(two):
    sheet = operations.begin_sheet(two, GROW, by=two.user)
    operations.save_sheet(sheet, Filled(version=1, answers={"goal": "Fewer evenings"}))
    operations.end_supervision(two, by=two.user)
    client = sign_in(browser(), two.asked_by)

    assert client.get(address(sheet)).url == address(sheet, "read_sheet")
    assert "Fewer evenings" in client.get(address(sheet, "read_sheet")).content.decode()
    changes = (
        lambda: operations.save_sheet(sheet, Filled(version=2, answers={"goal": "x"})),
        lambda: operations.begin_sheet(two, GROW, by=two.user),
        lambda: operations.remove_sheet(sheet),
    )
    for change in changes:
        with pytest.raises(Refused, match="You two have ended this"):
            change()


def test_what_is_removed_comes_back_and_what_is_forgotten_does_not(two):
    sheet = operations.begin_sheet(two, GROW, by=two.user)
    operations.save_sheet(sheet, Filled(version=1, title="Xylograph", answers={"goal": "x"}))
    client = sign_in(browser(), two.asked_by)

    client.post(address(sheet, "remove_sheet"))
    assert client.get(address(sheet)).status_code == 404
    client.post(address(sheet, "restore_sheet"))
    assert client.get(address(sheet)).status_code == 200

    accounts.forget(Scope(user=two.user), by=two.user)

    sheet.refresh_from_db()
    assert (sheet.title, sheet.answers) == ("", {})
