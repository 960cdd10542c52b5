"""A stolen mailbox does not open the programme."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from edumentoring.common.models import Letter
from edumentoring.people.access import staff
from edumentoring.people.operations import require_second_factor
from edumentoring.people.tests import make

pytestmark = pytest.mark.django_db

AUTHENTICATE = "/account/second-factor/authenticate/"
ADD_APP = "/account/second-factor/app/add/"


def opens(client: Client, user) -> HttpResponse:
    """What a staff page answers this browser."""
    request = RequestFactory().get("/programmes/?page=2")
    request.user, request.session = user, client.session
    return staff(lambda request: HttpResponse("the staff page"))(request)


def sign_in_by_letter(user) -> Client:
    client = make.browser()
    make.ask(client, user.email)
    client.post(make.link_in(make.last_letter(user.email)))
    return client


def test_the_letter_alone_opens_no_staff_page():
    user = make.person()
    require_second_factor(user)
    client = sign_in_by_letter(user)

    response = opens(client, user)

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("mfa_index")
    assert "stolen mailbox" in client.get(response.headers["Location"]).content.decode()


def test_setting_up_an_app_opens_them_and_shows_recovery_codes_once(
    django_capture_on_commit_callbacks,
):
    user = make.person(needs_second_factor=True)
    client = sign_in_by_letter(user)
    secret = client.get(ADD_APP).context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADD_APP, {"code": make.code_for(secret)})

    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert opens(client, user).content == b"the staff page"
    shown = client.get(response.headers["Location"]).context["unused_codes"]
    assert len(set(shown)) == 10
    again = client.get(response.headers["Location"]).content.decode()
    assert not any(code in again for code in shown)
    assert "added to your account" in make.last_letter(user.email).text


def test_a_wrong_first_code_sets_nothing_up():
    user = make.person(needs_second_factor=True)
    client = sign_in_by_letter(user)
    secret = client.get(ADD_APP).context["form"].secret

    response = client.post(ADD_APP, {"code": make.code_for(secret, steps=40)})

    assert "not the code your app shows" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_factor_that_is_set_up():
    user = make.staff_person()

    client = sign_in_by_letter(user)

    assert "_auth_user_id" not in client.session
    assert client.get("/me/").status_code == 302
    client.post(AUTHENTICATE, {"code": make.code_now(user)})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert opens(client, user).content == b"the staff page"


def test_a_code_of_the_app_works_once():
    user = make.staff_person()
    code = make.code_now(user)
    sign_in_by_letter(user).post(AUTHENTICATE, {"code": code})

    second = sign_in_by_letter(user)
    response = second.post(AUTHENTICATE, {"code": code})

    assert "not the code your app shows" in response.content.decode()
    assert "_auth_user_id" not in second.session


def test_a_used_code_stays_used_as_long_as_it_would_be_taken():
    """allauth forgets it after half a minute, and takes it for a minute more."""
    user = make.staff_person()
    code = make.code_now(user, steps=1)
    sign_in_by_letter(user).post(AUTHENTICATE, {"code": code})
    assert cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={code}")

    for typed in (code, f"{code[:3]} {code[3:]}"):
        second = sign_in_by_letter(user)
        second.post(AUTHENTICATE, {"code": typed})
        assert "_auth_user_id" not in second.session
        cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={code}")


def test_guessing_codes_is_stopped_for_the_account_and_not_for_the_place():
    user, colleague = make.staff_person(), make.staff_person()
    for _try in range(5):
        sign_in_by_letter(user).post(AUTHENTICATE, {"code": "000000"})

    last = sign_in_by_letter(user)
    response = last.post(AUTHENTICATE, {"code": make.code_now(user)})

    assert "too many tries" in response.content.decode()
    assert "_auth_user_id" not in last.session
    beside = sign_in_by_letter(colleague)
    beside.post(AUTHENTICATE, {"code": make.code_now(colleague)})
    assert "_auth_user_id" in beside.session


def test_a_recovery_code_lets_in_once():
    user = make.staff_person()
    codes = RecoveryCodes.activate(user).get_unused_codes()

    first = sign_in_by_letter(user)
    first.post(AUTHENTICATE, {"code": codes[0]})
    second = sign_in_by_letter(user)
    second.post(AUTHENTICATE, {"code": codes[0]})

    assert opens(first, user).content == b"the staff page"
    assert "_auth_user_id" not in second.session


def test_recovery_codes_alone_are_no_second_factor():
    user = make.person(needs_second_factor=True)
    RecoveryCodes.activate(user)

    assert opens(make.sign_in(make.browser(), user), user).headers["Location"] == reverse(
        "mfa_index"
    )


def test_an_older_session_by_letter_alone_is_asked_and_then_goes_where_it_wanted():
    user = make.person(needs_second_factor=True)
    client = make.sign_in(make.browser(), user)
    make.authenticator_app(user)

    asked = opens(client, user).headers["Location"]
    assert asked == "/account/second-factor/again/?next=%2Fprogrammes%2F%3Fpage%3D2"
    response = client.post(asked, {"code": make.code_now(user)})

    assert response.headers["Location"] == "/programmes/?page=2"
    assert opens(client, user).content == b"the staff page"


def test_a_factor_proved_by_one_person_is_not_another_ones():
    user, other = make.staff_person(), make.staff_person()
    client = make.sign_in_as_staff(make.browser(), user)

    assert opens(client, other).status_code == 302


def test_somebody_who_runs_nothing_meets_not_found_there():
    user = make.person()

    with pytest.raises(Http404):
        opens(make.sign_in(make.browser(), user), user)


def test_staff_keep_at_least_one_factor():
    user = make.staff_person()
    client = make.sign_in_as_staff(make.browser(), user)
    client.post("/account/second-factor/again/", {"code": make.code_now(user)})

    client.post("/account/second-factor/app/remove/")

    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_staff_keep_their_last_passkey_too():
    user = make.person(needs_second_factor=True)
    passkey = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Phone"})
    client = again(make.sign_in(make.browser(), user, second_factor=True))

    response = client.post(f"/account/second-factor/passkeys/{passkey.pk}/remove/")

    assert response.headers["Location"] == reverse("mfa_index")
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_passkey_goes_when_the_app_stays():
    user = make.staff_person()
    passkey = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    client = again(make.sign_in(make.browser(), user, second_factor=True))

    client.post(f"/account/second-factor/passkeys/{passkey.pk}/remove/")

    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
    assert "passkey was taken off" in make.last_letter(user.email).text


def test_another_persons_passkey_cannot_be_named_or_taken_off():
    passkey = Authenticator.objects.create(
        user=make.person(), type="webauthn", data={"name": "Phone", "credential": {}}
    )
    client = again(make.sign_in(make.browser(), make.staff_person(), second_factor=True))

    for way in ("remove", "name"):
        page = f"/account/second-factor/passkeys/{passkey.pk}/{way}/"
        assert client.get(page).status_code == 404
        assert client.post(page, {"name": "Mine"}).status_code == 404


def test_changing_factors_needs_one_again():
    user = make.staff_person()
    client = make.sign_in_as_staff(make.browser(), user)

    for page in ("passkeys/add", "recovery-codes/new", "app/remove"):
        response = client.post(f"/account/second-factor/{page}/")
        assert response.headers["Location"].startswith("/account/second-factor/again/")
    assert Letter.objects.count() == 0


def test_the_secret_of_the_app_is_sealed_in_the_database():
    user = make.person()
    app = make.authenticator_app(user)

    stored = Authenticator.objects.get(user=user).data["secret"]
    assert len(stored) > 80
    assert decrypt(stored) == decrypt(app.instance.data["secret"])
    assert decrypt(stored) not in stored


def test_a_changed_secret_key_still_opens_what_the_old_one_sealed(settings):
    user = make.person()
    make.authenticator_app(user)
    before = make.code_now(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" * 8

    assert make.code_now(user) == before


def again(client: Client) -> Client:
    """This browser proved its factor a moment ago."""
    session = client.session
    records = session["account_authentication_methods"]
    records[-1]["reauthenticated"] = True
    session["account_authentication_methods"] = records
    session.save()
    return client
