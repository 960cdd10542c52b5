from django.urls import path

from edumentoring.notes import list_views, share_views, views

app_name = "notes"
urlpatterns = [
    path("place/pairs/<uuid:code>/notes/", list_views.pair_notes, name="pair_notes"),
    path("place/me/notes/", list_views.mine, name="mine"),
    path("place/me/notes/removed/", list_views.removed, name="removed"),
    path("place/me/notes/new/", views.new, name="new"),
    path("place/me/notes/export/<slug:form>/", list_views.export, name="export"),
    path("place/me/journal/", list_views.journal, name="journal"),
    path("place/me/find-out/", list_views.find_out, name="find_out"),
    path("place/me/notes/<uuid:note>/", views.note, name="note"),
    path("place/me/notes/<uuid:note>/write/", views.write, name="write"),
    path("place/me/notes/<uuid:note>/save/", views.autosave, name="autosave"),
    path("place/me/notes/<uuid:note>/before/", views.versions, name="versions"),
    path("place/me/notes/<uuid:note>/remove/", views.remove, name="remove"),
    path("place/me/notes/<uuid:note>/bring-back/", views.bring_back, name="bring_back"),
    path("place/me/notes/<uuid:note>/action/", views.action, name="action"),
    path("place/me/notes/<uuid:note>/found/", views.found, name="found"),
    path("place/me/notes/<uuid:note>/share/", share_views.share, name="share"),
    path("place/me/notes/<uuid:note>/colleague/", share_views.lend, name="lend"),
    path(
        "place/me/notes/<uuid:note>/colleague/<int:share>/end/",
        share_views.end_lending,
        name="end_lending",
    ),
]
