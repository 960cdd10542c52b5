"""The addresses of this room."""

from django.urls import URLPattern, URLResolver, include, path

from edumentoring.signup import check_views, desk_views, views, whole_views

app_name = "signup"
urlpatterns: list[URLPattern | URLResolver] = [
    path("join/<slug:slug>/sign-up/", views.start, name="start"),
    path("join/<slug:slug>/sign-up/all/", whole_views.whole, name="whole"),
    path("join/<slug:slug>/embed/", views.embed, name="embed"),
    path("join/<slug:slug>/sign-up/<str:key>/", views.resume, name="resume"),
    path("join/<slug:slug>/sign-up/<str:key>/check/", check_views.check, name="check"),
    path("join/<slug:slug>/sign-up/<str:key>/later/", views.later, name="later"),
    path("join/<slug:slug>/sign-up/<str:key>/sent/", check_views.sent, name="sent"),
    path("join/<slug:slug>/sign-up/<str:key>/<slug:page>/", views.page, name="page"),
    path("sign-up/<str:token>/", whole_views.confirm, name="confirm"),
    path("programmes/<slug:slug>/sign-ups/", desk_views.sign_ups, name="sign_ups"),
    path("programmes/<slug:slug>/sign-ups/<uuid:code>/", desk_views.sign_up, name="sign_up"),
    path("", include("edumentoring.signup.own_urls")),
]
