"""The addresses of this room."""

from django.urls import path

from edumentoring.queries import answer_views, desk_views, views

app_name = "queries"
_DESK = "programmes/<slug:slug>/queries/"
_QUERY = f"{_DESK}<uuid:code>/"
urlpatterns = [
    path("join/<slug:slug>/ask/", views.ask, name="ask"),
    path("join/<slug:slug>/ask/thanks/", views.asked, name="asked"),
    path("query/<str:token>/", views.thread, name="thread"),
    path(_DESK, desk_views.inbox, name="inbox"),
    path(f"{_DESK}answers/", answer_views.answers, name="answers"),
    path(f"{_DESK}answers/<uuid:code>/", answer_views.answer, name="answer"),
    path(f"{_DESK}answers/<uuid:code>/remove/", answer_views.remove, name="remove_answer"),
    path(_QUERY, desk_views.query, name="query"),
    path(f"{_QUERY}reply/", desk_views.reply, name="reply"),
    path(f"{_QUERY}replies/<uuid:message>/take-back/", desk_views.take_back, name="take_back"),
    path(f"{_QUERY}note/", desk_views.note, name="note"),
    path(f"{_QUERY}owner/", desk_views.owner, name="owner"),
    path(f"{_QUERY}settle/", desk_views.settle, name="settle"),
    path(f"{_QUERY}not-junk/", desk_views.not_junk, name="not_junk"),
]
