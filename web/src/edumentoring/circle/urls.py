from django.urls import path

from edumentoring.circle import (
    door_views,
    observation_views,
    opening_views,
    people_views,
    review_views,
    sheet_views,
    supervision_views,
    with_views,
)

app_name = "circle"
SHEETS = "place/me/supervision/<uuid:code>/forms/"
PAIR = "place/pairs/<uuid:code>/people/"
urlpatterns = [
    path(PAIR, people_views.people, name="people"),
    path(f"{PAIR}find/", people_views.find, name="find"),
    path(f"{PAIR}ask/", people_views.invite, name="invite"),
    path(f"{PAIR}reviews/", review_views.begin, name="begin_review"),
    path(f"{PAIR}observe/", observation_views.begin, name="observe"),
    path(f"{PAIR}<uuid:member>/reading/", opening_views.reading, name="reading"),
    path(
        f"{PAIR}<uuid:member>/reading/<int:key>/end/",
        opening_views.take_back_opened,
        name="take_back_opened",
    ),
    path(f"{PAIR}<uuid:member>/agree/", people_views.agree, name="agree"),
    path(f"{PAIR}<uuid:member>/end/", people_views.take_back, name="take_back"),
    path("place/with/<uuid:code>/", with_views.member, name="with"),
    path("place/with/<uuid:code>/answer/", with_views.answer_here, name="answer"),
    path("place/with/<uuid:code>/end/", with_views.end, name="end"),
    path("asked/<str:token>/", with_views.reply, name="reply"),
    path("place/team-review/<uuid:code>/", review_views.review, name="review"),
    path("place/team-review/<uuid:code>/sign/", review_views.sign, name="sign"),
    path("place/observation/<uuid:code>/", observation_views.observation, name="observation"),
    path("place/observation/<uuid:code>/agree/", observation_views.agree, name="agree_observed"),
    path("place/observation/<uuid:code>/call-off/", observation_views.call_off, name="call_off"),
    path("place/observation/<uuid:code>/compare/", observation_views.compare, name="compare"),
    path("place/me/doors/", door_views.doors, name="doors"),
    path("place/me/doors/<slug:slug>/open/", door_views.offer, name="offer"),
    path("place/me/doors/<uuid:code>/close/", door_views.close, name="close"),
    path("place/me/doors/<uuid:code>/knock/", door_views.knock, name="knock"),
    path("place/me/visits/<uuid:code>/", door_views.visit, name="visit"),
    path("place/me/visits/<uuid:code>/answer/", door_views.answer, name="answer_knock"),
    path("place/me/supervision/", supervision_views.mine, name="supervisions"),
    path(
        "place/me/supervision/ask/<slug:slug>/<slug:kind>/", supervision_views.ask, name="supervise"
    ),
    path("place/me/supervision/<uuid:code>/", supervision_views.page, name="supervision"),
    path("place/me/supervision/<uuid:code>/answer/", supervision_views.answer, name="supervised"),
    path("place/me/supervision/<uuid:code>/talk/", supervision_views.talk, name="talk"),
    path("place/me/supervision/<uuid:code>/own/", supervision_views.own_line, name="own_line"),
    path(
        "place/me/supervision/<uuid:code>/own/<int:key>/remove/",
        supervision_views.remove_own_line,
        name="remove_own_line",
    ),
    path(f"{SHEETS}begin/<slug:key>/", sheet_views.begin, name="begin_sheet"),
    path(f"{SHEETS}<uuid:sheet>/", sheet_views.sheet, name="sheet"),
    path(f"{SHEETS}<uuid:sheet>/save/", sheet_views.save, name="save_sheet"),
    path(f"{SHEETS}<uuid:sheet>/read/", sheet_views.read, name="read_sheet"),
    path(f"{SHEETS}<uuid:sheet>/remove/", sheet_views.remove, name="remove_sheet"),
    path(f"{SHEETS}<uuid:sheet>/restore/", sheet_views.restore, name="restore_sheet"),
    path("place/me/supervision/<uuid:code>/end/", supervision_views.end, name="end_supervision"),
]
