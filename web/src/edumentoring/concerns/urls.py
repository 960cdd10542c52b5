"""The addresses of this room."""

from django.urls import path

from edumentoring.concerns import arranging_views, separating_views, views, watch_views

app_name = "concerns"
_DESK = "programmes/<slug:slug>/concerns/"
_PAIR = "programmes/<slug:slug>/pairs/<uuid:code>/separate/"
urlpatterns = [
    path("worried/", views.worried, name="worried"),
    path("worried/about/<slug:slug>/", views.tell, name="tell"),
    path("worried/about/<slug:slug>/thanks/", views.told, name="told"),
    path("worried/mine/<str:token>/", views.own, name="own"),
    path(_DESK, watch_views.concerns, name="concerns"),
    path(f"{_DESK}arrangements/", arranging_views.arrangements, name="arrangements"),
    path(f"{_DESK}arrangements/contacts/", arranging_views.add, name="add_contact"),
    path(
        f"{_DESK}arrangements/contacts/<uuid:code>/remove/",
        arranging_views.remove,
        name="remove_contact",
    ),
    path(f"{_DESK}<uuid:code>/", watch_views.concern, name="concern"),
    path(f"{_DESK}<uuid:code>/open/", watch_views.open_it, name="open"),
    path(f"{_DESK}<uuid:code>/step/", watch_views.step, name="step"),
    path(f"{_DESK}<uuid:code>/answer/", watch_views.answer, name="answer"),
    path(f"{_DESK}<uuid:code>/record/", watch_views.record, name="record"),
    path(_PAIR, separating_views.separate, name="separate"),
    path(f"{_PAIR}spoken/", separating_views.end_rest, name="end_rest"),
    path(f"{_PAIR}undo/", separating_views.undo, name="undo_separation"),
]
