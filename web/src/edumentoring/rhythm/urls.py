from django.urls import path

from edumentoring.rhythm import agreement_views, desk_views, own_views, review_views

app_name = "rhythm"
urlpatterns = [
    path("place/pairs/<uuid:code>/reviews/", review_views.reviews, name="reviews"),
    path("place/pairs/<uuid:code>/reviews/feelings/", own_views.feelings, name="feelings"),
    path(
        "place/pairs/<uuid:code>/reviews/feelings/<str:day>/remove/",
        own_views.drop_feeling,
        name="drop_feeling",
    ),
    path(
        "place/pairs/<uuid:code>/reviews/questions/<slug:moment>/",
        review_views.questions,
        name="questions",
    ),
    path("place/pairs/<uuid:code>/reviews/<slug:stage>/", review_views.review, name="review"),
    path(
        "place/pairs/<uuid:code>/reviews/<slug:stage>/save/",
        review_views.save_review,
        name="save_review",
    ),
    path(
        "place/pairs/<uuid:code>/reviews/<slug:stage>/how-we-work/",
        agreement_views.agreement,
        name="agreement",
    ),
    path(
        "place/pairs/<uuid:code>/reviews/<slug:stage>/stop-sharing/",
        review_views.stop_sharing,
        name="stop_sharing",
    ),
    path(
        "two-questions/<slug:moment>/<str:token>/",
        review_views.questions_by_key,
        name="questions_by_key",
    ),
    path("place/me/pulse/", own_views.pulse, name="pulse"),
    path("place/me/pulse/<str:day>/remove/", own_views.drop_pulse, name="drop_pulse"),
    path("place/me/load/", own_views.load, name="load"),
    path("place/me/load/end/", own_views.end_load, name="end_load"),
    path("place/me/look-back/", own_views.this_year, name="this_year"),
    path("place/me/look-back/<int:year>/", own_views.look_back, name="look_back"),
    path("place/me/look-back/<int:year>/save/", own_views.save_look_back, name="save_look_back"),
    path("programmes/<slug:slug>/looking-back/", desk_views.looking_back, name="looking_back"),
]
