"""The addresses of this room.

allauth's views are listed one by one, under the names that it looks for: what is not here
(passwords, public sign-up, its change of address) cannot be reached.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from edumentoring.people import address_views, data_views, views
from edumentoring.people.views import page_methods as page

_own = [
    path("me/", views.me, name="me"),
    path("me/e-mail/", address_views.change_address, name="change_address"),
    path("me/e-mail/<str:key>/", address_views.new_address, name="new_address"),
    path("me/data/", data_views.data, name="data"),
    path("me/forget/", data_views.forget_me, name="forget"),
    path("forgotten/", data_views.forgotten, name="forgotten"),
    path("account/sign-in/<str:key>/", views.sign_in_link, name="sign_in_link"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("demonstration/", views.demonstration, name="demonstration"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:code>/", views.outbox_letter, name="outbox_letter"),
    path("outbox/<uuid:code>/html/", views.outbox_html, name="outbox_html"),
]

_account = [
    path("login/", views.sign_in, name="account_login"),
    path("login/", views.sign_in, name="account_request_login_code"),
    path("login/code/", views.type_code, name="account_confirm_login_code"),
    path("logout/", page(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("sessions/", views.list_sessions, name="usersessions_list"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/authenticate/", page(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "second-factor/app/add/",
        page(views.add_authenticator_app),
        name="mfa_activate_totp",
    ),
    path("second-factor/app/remove/", page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        page(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("second-factor/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", page(views.add_passkey), name="mfa_add_webauthn"),
    path(
        "second-factor/passkeys/again/",
        page(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "second-factor/passkeys/sign-in/",
        page(webauthn.login_webauthn),
        name="mfa_login_webauthn",
    ),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        page(views.remove_passkey),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-factor/passkeys/<int:pk>/name/",
        page(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
]

urlpatterns = [
    path("", include((_own, "people"))),
    path("account/", include(_account)),
]
