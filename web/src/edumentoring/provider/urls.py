"""The addresses of this room."""

from django.urls import path

from edumentoring.provider import (
    announcement_desk_views,
    announcement_views,
    event_views,
    handbook_desk_views,
    handbook_views,
    partner_views,
    policy_views,
    teaching_desk_views,
    teaching_views,
    year_views,
)

app_name = "provider"
_MINE = "place/me/programme/"
_HERE = f"{_MINE}<slug:slug>/"
_DESK = "programmes/<slug:slug>/provider/"
_NEWS = f"{_DESK}announcements/"
_NEW = f"{_NEWS}<uuid:code>/"
_BOOK = f"{_DESK}handbook/"
_DOC = f"{_BOOK}<uuid:code>/"
_LIST = f"{_DESK}policies/"
_MODEL = f"{_DESK}teaching/"
_ELEMENT = f"{_MODEL}elements/<uuid:code>/"
_READ = "place/me/handbook/<uuid:code>/"
_HELD = "place/me/held/<uuid:code>/"
_PARTNERS = f"{_DESK}partners/"
urlpatterns = [
    path(_MINE, announcement_views.mine, name="mine"),
    path(_HERE, announcement_views.announcements, name="announcements"),
    path(f"{_HERE}handbook/", handbook_views.handbook, name="handbook"),
    path(f"{_HERE}year/", year_views.year, name="year"),
    path(f"{_HERE}teaching/", teaching_views.teaching, name="teaching"),
    path(_READ, handbook_views.document, name="document"),
    path(f"{_READ}file/", handbook_views.file, name="file"),
    path(
        "place/me/announcements/<uuid:code>/", announcement_views.announcement, name="announcement"
    ),
    path("announcements/<str:token>/", announcement_views.by_key, name="announcement_by_key"),
    path("place/me/elements/goal/<uuid:code>/", teaching_views.tag_goal, name="tag_goal"),
    path("place/me/elements/form/<uuid:code>/", teaching_views.tag_form, name="tag_form"),
    path(_NEWS, announcement_desk_views.announcements, name="desk_announcements"),
    path(f"{_NEWS}new/", announcement_desk_views.new, name="new_announcement"),
    path(_NEW, announcement_desk_views.announcement, name="desk_announcement"),
    path(f"{_NEW}change/", announcement_desk_views.change, name="change_announcement"),
    path(f"{_NEW}send/", announcement_desk_views.send, name="send_announcement"),
    path(f"{_NEW}take-back/", announcement_desk_views.take_back, name="take_back_announcement"),
    path(f"{_NEW}archive/", announcement_desk_views.archive, name="archive_announcement"),
    path(_BOOK, handbook_desk_views.handbook, name="desk_handbook"),
    path(f"{_BOOK}new/", handbook_desk_views.new_document, name="new_document"),
    path(_DOC, handbook_desk_views.document, name="desk_document"),
    path(f"{_DOC}change/", handbook_desk_views.change, name="change_document"),
    path(f"{_DOC}version/", handbook_desk_views.edition, name="new_edition"),
    path(f"{_DOC}remove/", handbook_desk_views.remove, name="remove_document"),
    path(f"{_DOC}restore/", handbook_desk_views.restore, name="restore_document"),
    path(f"{_DOC}remind/", handbook_desk_views.remind, name="remind"),
    path(f"{_DOC}read.csv", handbook_desk_views.sheet, name="read_sheet"),
    path(f"{_DOC}file/", handbook_desk_views.file, name="desk_file"),
    path(_LIST, policy_views.policies, name="desk_policies"),
    path(f"{_LIST}new/", policy_views.new_line, name="new_policy"),
    path(f"{_LIST}own/<uuid:code>/", policy_views.own_line, name="own_policy"),
    path(f"{_LIST}own/<uuid:code>/remove/", policy_views.remove, name="remove_policy"),
    path(f"{_LIST}own/<uuid:code>/restore/", policy_views.restore, name="restore_policy"),
    path(f"{_LIST}<slug:key>/", policy_views.line, name="policy"),
    path("place/me/figures/<uuid:code>/", partner_views.partner, name="partner"),
    path("place/me/figures/<uuid:code>/events/new/", event_views.new, name="new_event"),
    path(_HELD, event_views.event, name="held_event"),
    path(f"{_HELD}change/", event_views.change, name="change_held"),
    path(f"{_HELD}call-off/", event_views.call_off, name="call_off_held"),
    path(f"{_HELD}event.ics", event_views.download, name="held_file"),
    path(f"{_PARTNERS}events/", partner_views.choose_rule, name="choose_events_rule"),
    path(_PARTNERS, partner_views.partners, name="desk_partners"),
    path(f"{_PARTNERS}<uuid:code>/remove/", partner_views.end, name="end_partner"),
    path(f"{_PARTNERS}<uuid:code>/restore/", partner_views.restore, name="restore_partner"),
    path(_MODEL, teaching_desk_views.teaching, name="desk_teaching"),
    path(_ELEMENT, teaching_desk_views.element, name="element"),
    path(f"{_ELEMENT}move/", teaching_desk_views.move, name="move_element"),
    path(f"{_ELEMENT}remove/", teaching_desk_views.remove, name="remove_element"),
    path(f"{_ELEMENT}restore/", teaching_desk_views.restore, name="restore_element"),
    path(f"{_MODEL}ideas/<uuid:code>/", teaching_desk_views.suggestion, name="suggestion"),
]
