"""The addresses of this room."""

from django.urls import path

from edumentoring.reach import (
    coverage_views,
    desk_views,
    own_views,
    picture_views,
    questions_views,
    views,
)

app_name = "reach"
urlpatterns = [
    path("join/", views.programmes, name="programmes"),
    path("join/<slug:slug>/", views.programme, name="programme"),
    path("join/<slug:slug>/for-schools/", views.audience, {"key": "for-schools"}, "for_schools"),
    path("join/<slug:slug>/for-mentors/", views.audience, {"key": "for-mentors"}, "for_mentors"),
    path("join/<slug:slug>/for-mentees/", views.audience, {"key": "for-mentees"}, "for_mentees"),
    path("join/<slug:slug>/card.png", picture_views.card, name="card"),
    path("join/<slug:slug>/pictures/<slug:channel>.png", picture_views.picture, name="picture"),
    path("i/<slug:code>/", views.invite, name="invite"),
    path("place/<slug:slug>/invite/", own_views.invite_others, name="invite_others"),
    path("programmes/<slug:slug>/share/", desk_views.share, name="share"),
    path("programmes/<slug:slug>/share/questions/", questions_views.questions, name="questions"),
    path("programmes/<slug:slug>/share/sites/", desk_views.sites, name="sites"),
    path("programmes/<slug:slug>/share/<slug:code>/", desk_views.link, name="link"),
    path(
        "programmes/<slug:slug>/share/<slug:code>/poster.pdf",
        picture_views.poster,
        name="poster",
    ),
    path("programmes/<slug:slug>/coverage/", coverage_views.coverage, name="coverage"),
]
