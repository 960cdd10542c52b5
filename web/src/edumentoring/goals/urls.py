from django.urls import path

from edumentoring.goals import deeds, own_views, skill_views, views

app_name = "goals"
pair = "place/pairs/<uuid:code>/goals/"
urlpatterns = [
    path(pair, views.goals, name="goals"),
    path(f"{pair}new/", views.new_goal, name="new_goal"),
    path(f"{pair}timeline/", views.line_in_time, name="timeline"),
    path(f"{pair}actions/<uuid:action>/", views.action, name="action"),
    path(f"{pair}asked/<uuid:rating>/", views.asked, name="asked"),
    path(f"{pair}do/<slug:kind>/<uuid:thing>/<slug:verb>/", deeds.do, name="do"),
    path(f"{pair}<uuid:goal>/", views.goal, name="goal"),
    path(f"{pair}<uuid:goal>/change/", views.change_goal, name="change_goal"),
    path(f"{pair}<uuid:goal>/print/", views.print_goal, name="print_goal"),
    path("place/me/career/", own_views.career, name="career"),
    path("place/me/career/<uuid:item>/", own_views.plan_item, name="plan_item"),
    path("place/me/interview/", own_views.interview, name="interview"),
    path("place/me/interview/<slug:question>/", own_views.question, name="question"),
    path("place/me/skills/", skill_views.skills, name="skills"),
    path("place/me/skills/<uuid:skill>/", skill_views.skill, name="skill"),
    path("place/me/mentor-standards/", skill_views.standards, name="standards"),
    path("place/me/do/<slug:kind>/<uuid:thing>/<slug:verb>/", deeds.do_own, name="do_own"),
]
