"""From an address to a session. allauth's code flow and stages decide; this adds the link.

The code belongs to the browser that asked: it stands in that browser's session, and three
wrong tries end it. The link works in any browser. Both spend the same `SignIn` row, so one
letter opens one session, however often and however quickly it is used.
"""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.contrib.auth import login as django_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

from edumentoring.people.letters import send_sign_in
from edumentoring.people.models import SignIn, User
from edumentoring.people.operations import (
    ask_to_sign_in,
    confirm_address,
    sign_in_link,
    use_sign_in,
)

# Stands in a stranger's pending sign-in, so that the next pages look a person up either way.
NOBODY = User(pk=0)
STEP = 0.04  # seconds


def evenly[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answer only at whole steps of time, so that its length does not tell who has an account.

    Known and unknown addresses take the same statements already; what is left is some tenths
    of a millisecond for reading one row and writing another letter.
    """

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        began = time.perf_counter()
        response = view(*args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        if STEP:
            time.sleep(STEP - (time.perf_counter() - began) % STEP)
        return response

    return answer


class CodeProcess(LoginCodeVerificationProcess):
    """allauth's check of a code, with the letter written by us.

    For an unknown address everything happens but that no code is kept, so none is right.
    """

    @classmethod
    def begin(cls, request: HttpRequest, wish: SignIn, key: str) -> None:
        login = Login(user=wish.user or NOBODY, email=wish.email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        state = cls.initial_state(user=wish.user, email=wish.email)
        stage.state.update(state, initiated_by_user=True, sign_in=wish.pk)
        process = cls(stage=stage)
        code = process.generate_code()
        if wish.user is None:
            stage.state["code"] = ""
        send_sign_in(wish, link=sign_in_link(key), code=code)
        process.persist()


def begin(request: HttpRequest, email: str, *, then: str = "") -> None:
    """Send the letter and remember in this browser's session that a code may be typed.

    Raises TooManyLetters.
    """
    with transaction.atomic():
        wish, key = ask_to_sign_in(email, then=then)
        CodeProcess.begin(request, wish, key)


def enter_by_link(request: HttpRequest, wish: SignIn) -> HttpResponse | None:
    """Spend the link and go on to the second factor or into a session. None if it was spent."""
    if wish.user is None or not use_sign_in(wish.pk):
        return None
    return enter_by_letter(request, wish.user, then=wish.then)


def enter_by_letter(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """Sign in somebody who just used a letter of ours, which the caller has spent.

    Whoever has a second factor is asked for it, as at any sign-in.
    """
    if request.user.is_authenticated and request.user != user:
        logout(request)
    confirm_address(user)
    record_authentication(request, user, method="code", email=user.email)
    login = Login(user=user, email=user.email, redirect_url=then or None)
    response: HttpResponse = perform_login(request, login)
    return response


def enter_as(request: HttpRequest, user: User) -> None:
    """Be this person at once, second factor and all. For the demonstration only."""
    if request.user.is_authenticated:
        logout(request)
    django_login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, user, method="mfa", type="demonstration")
