"""The addresses of this room."""

from django.urls import path

from edumentoring.training import desk_views, public_views, record_views, views

app_name = "training"
_ME = "place/me/training/"
_MINE = f"{_ME}<uuid:code>/"
_OPEN = "training/<uuid:code>/"
_DESK = "programmes/<slug:slug>/training/"
_EVENT = f"{_DESK}<uuid:code>/"
_RECORDS = f"{_DESK}records/"
urlpatterns = [
    path(_ME, views.mine, name="mine"),
    path(f"{_ME}record/", views.record, name="record"),
    path(f"{_ME}skills/", views.skills, name="skills"),
    path(_MINE, views.event, name="event"),
    path(f"{_MINE}book/", views.book, name="book"),
    path(f"{_MINE}cancel/", views.cancel, name="cancel"),
    path(f"{_MINE}event.ics", views.download, name="download"),
    path("training/in/<slug:slug>/", public_views.events, name="public_events"),
    path("training/in/<slug:slug>/calendar.ics", public_views.feed, name="feed"),
    path("training/booking/<str:token>/", public_views.booking, name="booking"),
    path(_OPEN, public_views.event, name="public_event"),
    path(f"{_OPEN}event.ics", public_views.event_file, name="public_download"),
    path(f"{_OPEN}card.png", public_views.card, name="card"),
    path("certificates/<str:code>/", public_views.certificate, name="certificate"),
    path(
        "certificates/<str:code>/certificate.pdf",
        public_views.certificate_paper,
        name="certificate_paper",
    ),
    path("certificates/<str:code>/show/", public_views.show, name="show_certificate"),
    path(_DESK, desk_views.desk, name="desk"),
    path(f"{_DESK}new/", desk_views.new, name="new"),
    path(_RECORDS, record_views.records, name="records"),
    path(f"{_RECORDS}sheet.csv", record_views.export, name="export_records"),
    path(f"{_RECORDS}proof/", record_views.choose_proof, name="choose_proof"),
    path(f"{_RECORDS}paste/", record_views.paste, name="paste"),
    path(f"{_RECORDS}paste/<uuid:batch>/undo/", record_views.remove_batch, name="remove_batch"),
    path(f"{_RECORDS}people/<uuid:code>/", record_views.person, name="person"),
    path(f"{_RECORDS}<uuid:code>/remove/", record_views.remove, name="remove_record"),
    path(f"{_RECORDS}<uuid:code>/restore/", record_views.restore, name="restore_record"),
    path(f"{_DESK}certificates/<str:code>/", record_views.revoke, name="revoke"),
    path(f"{_DESK}bookings/<uuid:code>/move-up/", desk_views.move_up, name="move_up"),
    path(f"{_DESK}bookings/<uuid:code>/take-off/", desk_views.take_off, name="take_off"),
    path(_EVENT, desk_views.event, name="desk_event"),
    path(f"{_EVENT}edit/", desk_views.edit, name="edit"),
    path(f"{_EVENT}publish/", desk_views.publish, name="publish"),
    path(f"{_EVENT}send-back/", desk_views.send_back, name="send_back"),
    path(f"{_EVENT}call-off/", desk_views.call_off, name="call_off"),
    path(f"{_EVENT}copy/", desk_views.copy, name="copy"),
    path(f"{_EVENT}attendance/", desk_views.attendance, name="attendance"),
    path(f"{_EVENT}attendance/undo/", desk_views.undo_marks, name="undo_marks"),
    path(f"{_EVENT}attendance/sheet.csv", desk_views.export, name="export"),
]
