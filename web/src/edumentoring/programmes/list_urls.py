"""The addresses under `people/`: the list, what is done with it, and each person's pages."""

from django.urls import path

from edumentoring.programmes import (
    double_views,
    list_views,
    paste_views,
    person_views,
    saved_views,
    tag_views,
)

urlpatterns = [
    path("", list_views.people, name="people"),
    path("add/", person_views.add, name="add"),
    path("export/", list_views.export, name="export"),
    path("together/", list_views.together, name="together"),
    path("undo/<uuid:code>/", list_views.undo, name="undo"),
    path("paste/", paste_views.paste, name="paste"),
    path("tags/", tag_views.tags, name="tags"),
    path("views/", saved_views.saved, name="views"),
    path("views/<int:pk>/", saved_views.saved_one, name="view"),
    path("views/back/<str:kept>/", saved_views.view_back, name="view_back"),
    path("doubles/", double_views.doubles, name="doubles"),
    path("doubles/<uuid:one>/<uuid:other>/", double_views.double, name="double"),
    path("doubles/<int:pk>/again/", double_views.double_again, name="double_again"),
    path("<uuid:code>/", person_views.participant, name="participant"),
    path("<uuid:code>/seen/", person_views.seen, name="seen"),
    path("<uuid:code>/notes/", person_views.notes, name="notes"),
    path("<uuid:code>/notes/<int:pk>/back/", person_views.note_back, name="note_back"),
    path("<uuid:code>/change/", person_views.change, name="change"),
    path("<uuid:code>/change/<slug:column>/", person_views.cell, name="cell"),
]
