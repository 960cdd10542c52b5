from django.urls import path

from edumentoring.pairs import letter_views, nudge_views, views

app_name = "pairs"
urlpatterns = [
    path("place/", views.place, name="place"),
    path("place/introductions/<uuid:code>/", views.answer_here, name="answer"),
    path("place/pairs/<uuid:code>/", views.own_pair, name="own_pair"),
    path("introduction/<str:token>/", views.reply, name="reply"),
    path("place/me/letters/", nudge_views.my_letters, name="my_letters"),
    path("letters/<str:token>/", nudge_views.letters_by_key, name="letters_by_key"),
    path("programmes/<slug:slug>/introductions/", views.introductions, name="introductions"),
    path(
        "programmes/<slug:slug>/introductions/<int:number>/take-back/",
        views.take_back,
        name="take_back",
    ),
    path("programmes/<slug:slug>/pairs/<uuid:code>/", views.pair, name="pair"),
    path("programmes/<slug:slug>/pairs/<uuid:code>/end/", views.end, name="end"),
    path("programmes/<slug:slug>/letters/", letter_views.letters, name="letters"),
    path("programmes/<slug:slug>/letters/sent/<uuid:code>/", letter_views.decide, name="decide"),
    path("programmes/<slug:slug>/letters/<slug:kind>/", letter_views.letter, name="letter"),
    path(
        "programmes/<slug:slug>/letters/<slug:kind>/preview/", letter_views.preview, name="preview"
    ),
    path("programmes/<slug:slug>/letters/<slug:kind>/test/", letter_views.send_test, name="test"),
    path("programmes/<slug:slug>/letters/<slug:kind>/reset/", letter_views.reset, name="reset"),
]
