from django.urls import path

from edumentoring.pairs import (
    course_views,
    desk_views,
    handing_views,
    letter_views,
    many_views,
    nudge_views,
    parting_views,
    views,
)

app_name = "pairs"
_PAIR = "place/pairs/<uuid:code>/"
urlpatterns = [
    path("place/", views.place, name="place"),
    path("place/introductions/<uuid:code>/", views.answer_here, name="answer"),
    path("place/pairs/<uuid:code>/", views.own_pair, name="own_pair"),
    path(f"{_PAIR}agreement/", course_views.agreement, name="agreement"),
    path(f"{_PAIR}agreement/fine/", course_views.fine, name="fine"),
    path(f"{_PAIR}first-meeting/", course_views.first_meeting, name="first_meeting"),
    path(f"{_PAIR}met/", course_views.met, name="met"),
    path(f"{_PAIR}pause/", course_views.pause, name="pause"),
    path(f"{_PAIR}back/", course_views.resume, name="resume"),
    path(f"{_PAIR}working/", course_views.working, name="working"),
    path(f"{_PAIR}working/<int:key>/remove/", course_views.forget_working, name="forget_working"),
    path(f"{_PAIR}spoken/", course_views.have_spoken, name="have_spoken"),
    path(f"{_PAIR}finish/", parting_views.finish, name="finish"),
    path(f"{_PAIR}next/", parting_views.what_next, name="what_next"),
    path(f"{_PAIR}go-on/", parting_views.go_on, name="go_on"),
    path(f"{_PAIR}another/", parting_views.another, name="another"),
    path(f"{_PAIR}hand-on/", parting_views.hand_on, name="hand_on"),
    path(f"{_PAIR}bring/", parting_views.bring, name="bring"),
    path(f"{_PAIR}mentor/", parting_views.become_mentor, name="become_mentor"),
    path("spoken/<str:token>/", course_views.spoken, name="spoken"),
    path("introduction/<str:token>/", views.reply, name="reply"),
    path("place/me/letters/", nudge_views.my_letters, name="my_letters"),
    path("letters/<str:token>/", nudge_views.letters_by_key, name="letters_by_key"),
    path("programmes/<slug:slug>/introductions/", desk_views.introductions, name="introductions"),
    path(
        "programmes/<slug:slug>/introductions/<int:number>/take-back/",
        desk_views.take_back,
        name="take_back",
    ),
    path("programmes/<slug:slug>/introductions/choose/", many_views.choose, name="choose"),
    path("programmes/<slug:slug>/introductions/do/", many_views.do, name="do"),
    path("programmes/<slug:slug>/introductions/undo/<uuid:batch>/", many_views.undo, name="undo"),
    path("programmes/<slug:slug>/pairs/<uuid:code>/", desk_views.pair, name="pair"),
    path(
        "programmes/<slug:slug>/pairs/<uuid:code>/hand-over/",
        handing_views.hand_over,
        name="hand_over",
    ),
    path("programmes/<slug:slug>/letters/", letter_views.letters, name="letters"),
    path("programmes/<slug:slug>/letters/sent/<uuid:code>/", letter_views.decide, name="decide"),
    path(
        "programmes/<slug:slug>/letters/examples/<slug:key>/",
        letter_views.example,
        name="example",
    ),
    path(
        "programmes/<slug:slug>/letters/examples/<slug:key>/html/",
        letter_views.example_html,
        name="example_html",
    ),
    path("programmes/<slug:slug>/letters/<slug:kind>/", letter_views.letter, name="letter"),
    path(
        "programmes/<slug:slug>/letters/<slug:kind>/preview/", letter_views.preview, name="preview"
    ),
    path("programmes/<slug:slug>/letters/<slug:kind>/test/", letter_views.send_test, name="test"),
    path("programmes/<slug:slug>/letters/<slug:kind>/reset/", letter_views.reset, name="reset"),
]
