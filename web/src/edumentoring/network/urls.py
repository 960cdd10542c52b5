"""The addresses of this room."""

from django.urls import path

from edumentoring.network import (
    desk_views,
    directory_views,
    group_views,
    message_views,
    question_views,
)

app_name = "network"
_MINE = "place/me/network/"
_HERE = f"{_MINE}<slug:slug>/"
_GROUP = f"{_HERE}groups/<uuid:code>/"
_POST = f"{_HERE}posts/<uuid:code>/"
_TALK = f"{_MINE}messages/<uuid:code>/"
_DESK = "programmes/<slug:slug>/network/"
urlpatterns = [
    path(_MINE, directory_views.mine, name="mine"),
    path(f"{_MINE}ask/<uuid:note>/", question_views.ask_from_note, name="ask_from_note"),
    path(_TALK, message_views.thread, name="thread"),
    path(f"{_TALK}close/", message_views.close, name="close"),
    path(f"{_TALK}open/", message_views.open_again, name="open_again"),
    path(f"{_TALK}block/", message_views.block, name="block"),
    path(f"{_TALK}e-mail/", message_views.share_email, name="share_email"),
    path("network/answer/<str:token>/", message_views.reply_by_key, name="reply_by_key"),
    path(_HERE, directory_views.directory, name="directory"),
    path(f"{_HERE}found/", directory_views.consent, name="consent"),
    path(f"{_HERE}about-me/", directory_views.listing, name="listing"),
    path(f"{_HERE}people/<uuid:code>/write/", message_views.write_first, name="write_first"),
    path(f"{_HERE}messages/", message_views.messages_here, name="messages"),
    path(f"{_HERE}groups/", group_views.groups, name="groups"),
    path(f"{_HERE}groups/new/", group_views.suggest, name="suggest"),
    path(_GROUP, group_views.group, name="group"),
    path(f"{_GROUP}join/", group_views.join, name="join"),
    path(f"{_GROUP}leave/", group_views.leave, name="leave"),
    path(f"{_GROUP}meets/", group_views.meets, name="meets"),
    path(f"{_HERE}questions/", question_views.questions, name="questions"),
    path(f"{_HERE}questions/tell-me/", question_views.tell_me, name="tell_me"),
    path(f"{_HERE}questions/ask/", question_views.ask, name="ask"),
    path(f"{_HERE}questions/<uuid:code>/", question_views.question, name="question"),
    path(f"{_POST}helpful/", question_views.helpful, name="helpful"),
    path(f"{_POST}report/", question_views.report, name="report"),
    path(f"{_POST}take-back/", question_views.take_back, name="take_back"),
    path(_DESK, desk_views.desk, name="desk"),
    path(f"{_DESK}questions/<uuid:code>/", desk_views.question, name="desk_question"),
    path(f"{_DESK}posts/<uuid:code>/remove/", desk_views.remove, name="remove"),
    path(f"{_DESK}posts/<uuid:code>/restore/", desk_views.restore, name="restore"),
    path(f"{_DESK}posts/<uuid:code>/settle/", desk_views.settle, name="settle"),
    path(f"{_DESK}groups/<uuid:code>/close/", desk_views.close_group, name="close_group"),
    path(f"{_DESK}groups/<uuid:code>/open/", desk_views.open_group, name="open_group"),
]
