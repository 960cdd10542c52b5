from django.urls import path

from edumentoring.meetings import (
    agenda_views,
    calendar_views,
    log_views,
    reply_views,
    series_views,
    taught_views,
    views,
)

app_name = "meetings"
PAIR = "place/pairs/<uuid:code>/meetings/"
MEETING = f"{PAIR}<uuid:meeting>/"
TAUGHT = "programmes/<slug:slug>/taught/"

urlpatterns = [
    path(PAIR, views.meetings, name="meetings"),
    path(f"{PAIR}new/", views.propose, name="propose"),
    path(f"{PAIR}every/", series_views.every, name="every"),
    path(f"{PAIR}every/<uuid:series>/", series_views.answer_series, name="answer_series"),
    path(f"{PAIR}every/<uuid:series>/off/", series_views.call_off_series, name="call_off_series"),
    path(f"{PAIR}all.ics", calendar_views.download_all, name="download_all"),
    path(f"{PAIR}record/", log_views.record, name="record"),
    path(f"{PAIR}list/", agenda_views.add, name="add_item"),
    path(f"{PAIR}list/guide/", agenda_views.take_guide, name="take_guide"),
    path(f"{PAIR}list/<uuid:item>/remove/", agenda_views.remove, name="remove_item"),
    path(f"{PAIR}list/<uuid:item>/back/", agenda_views.bring_back, name="bring_back_item"),
    path(MEETING, views.meeting, name="meeting"),
    path(f"{MEETING}answer/", views.answer, name="answer"),
    path(f"{MEETING}times/", views.other_times, name="other_times"),
    path(f"{MEETING}where/", views.where, name="where"),
    path(f"{MEETING}off/", views.call_off, name="call_off"),
    path(f"{MEETING}log/", log_views.log, name="log"),
    path(f"{MEETING}meeting.ics", calendar_views.download, name="download"),
    path("place/me/calendar/", calendar_views.own_calendar, name="calendar"),
    path("place/me/calendar/address/", calendar_views.new_address, name="new_address"),
    path("calendar/<str:key>/meetings.ics", calendar_views.feed, name="feed"),
    path(TAUGHT, taught_views.taught, name="taught"),
    path(f"{TAUGHT}<uuid:line>/", taught_views.taught_line, name="taught_line"),
    path(f"{TAUGHT}<uuid:line>/remove/", taught_views.remove_line, name="remove_line"),
    path(f"{TAUGHT}<uuid:line>/back/", taught_views.bring_back_line, name="bring_back_line"),
    path(f"{TAUGHT}pasted/<uuid:batch>/remove/", taught_views.remove_batch, name="remove_batch"),
    path("meeting/<str:token>/", reply_views.reply, name="reply"),
    path("meeting/<str:token>/times/", reply_views.other_times, name="reply_others"),
]
