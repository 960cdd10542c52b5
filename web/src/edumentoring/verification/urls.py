"""The addresses of this room."""

from django.urls import path

from edumentoring.verification import desk_views, views

app_name = "verification"
urlpatterns = [
    path("verify/<str:token>/", views.colleague, name="colleague"),
    path("place/<slug:slug>/verification/", views.mine, name="mine"),
    path("place/<slug:slug>/verification/sign-in/", views.check_own_address, name="check"),
    path("place/<slug:slug>/verification/work/", views.ask_work, name="ask_work"),
    path("place/<slug:slug>/verification/colleague/", views.ask_colleague, name="ask_colleague"),
    path(
        "place/<slug:slug>/verification/<uuid:code>/take-back/",
        views.take_back_ask,
        name="take_back_ask",
    ),
    path("programmes/<slug:slug>/verification/", desk_views.unverified, name="unverified"),
    path("programmes/<slug:slug>/verification/use/", desk_views.use, name="use"),
    path("programmes/<slug:slug>/verification/<uuid:code>/", desk_views.decide, name="decide"),
    path("programmes/<slug:slug>/people/<uuid:code>/verify/", desk_views.by_hand, name="by_hand"),
    path(
        "programmes/<slug:slug>/people/<uuid:code>/verify/take-back/",
        desk_views.take_back,
        name="take_back",
    ),
]
