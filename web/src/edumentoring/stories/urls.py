"""The addresses of this room."""

from django.urls import path

from edumentoring.stories import desk_views, own_views, talk_views, telling_views, views

app_name = "stories"
_WALL = "stories/<slug:slug>/"
_STORY = f"{_WALL}<uuid:code>/"
_OWN = "story/<str:token>/"
_MINE = "place/<slug:slug>/stories/"
_DESK = "programmes/<slug:slug>/stories/"
_AT = f"{_DESK}<uuid:code>/"
urlpatterns = [
    path(_WALL, views.wall, name="wall"),
    path(f"{_WALL}feed/", views.feed, name="feed"),
    path(f"{_WALL}tell/", telling_views.tell, name="tell"),
    path(f"{_WALL}told/", telling_views.told, name="told"),
    path(_STORY, views.story, name="story"),
    path(f"{_STORY}discuss/", views.discuss, name="discuss"),
    path(f"{_STORY}card.png", views.card, name="card"),
    path("place/me/stories/", telling_views.mine, name="mine"),
    path(f"{_MINE}new/", telling_views.new, name="new"),
    path(f"{_MINE}<uuid:code>/", telling_views.write, name="write"),
    path(f"{_MINE}<uuid:code>/save/", telling_views.save, name="save"),
    path(f"{_MINE}<uuid:code>/drop/", telling_views.drop, name="drop"),
    path(f"{_MINE}talk/", talk_views.book, name="book"),
    path(_OWN, own_views.own, name="own"),
    path(f"{_OWN}confirm/", own_views.confirm, name="confirm"),
    path(f"{_OWN}allow/", own_views.allow, name="allow"),
    path(f"{_OWN}withdraw/", own_views.withdraw, name="withdraw"),
    path(f"{_OWN}remove/", own_views.remove, name="remove"),
    path(f"{_OWN}wording/", own_views.wording, name="wording"),
    path(f"{_OWN}talk/", talk_views.book_by_key, name="book_by_key"),
    path("talk/<str:token>/", talk_views.talk, name="talk"),
    path("talk/<str:token>/talk.ics", talk_views.talk_file, name="talk_file"),
    path(_DESK, desk_views.desk, name="desk"),
    path(f"{_DESK}times/", talk_views.slots, name="slots"),
    path(f"{_DESK}times/<uuid:code>/remove/", talk_views.remove_slot, name="remove_slot"),
    path(_AT, desk_views.story, name="desk_story"),
    path(f"{_AT}look-after/", desk_views.look_after, name="look_after"),
    path(f"{_AT}note/", desk_views.note, name="note"),
    path(f"{_AT}move/", desk_views.move, name="move"),
    path(f"{_AT}wording/", desk_views.propose, name="propose"),
    path(f"{_AT}decline/", desk_views.decline, name="decline"),
]
