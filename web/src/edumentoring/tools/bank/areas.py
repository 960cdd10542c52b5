"""The headings of the libraries, in their order."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.shapes import Words

AREAS: dict[str, Words] = {
    "routines": _("Routines"),
    "behaviour": _("Behaviour"),
    "explanation": _("Explaining"),
    "modelling": _("Modelling"),
    "questioning": _("Questioning"),
    "checking": _("Checking for understanding"),
    "practice": _("Practice"),
    "feedback": _("Feedback"),
    "curriculum": _("Curriculum"),
    "send": _("Special needs"),
    "eal": _("New to English"),
    "early": _("Early years"),
    "further": _("Further education"),
    "online": _("Teaching online"),
}

MOMENTS: dict[str, Words] = {
    "begin": _("To begin"),
    "lesson": _("After a lesson"),
    "pupils": _("About pupils’ learning"),
    "stuck": _("When somebody is stuck"),
    "goal": _("About a goal"),
    "options": _("To find ways"),
    "feelings": _("When it is about feelings"),
    "push": _("To challenge, kindly"),
    "subject": _("About subject and plans"),
    "career": _("About work and career"),
    "us": _("About the two of us"),
    "close": _("To close"),
}

PRACTICE_AREAS: dict[str, Words] = {
    "lessons": _("Calm lessons"),
    "thinking": _("Explaining and asking"),
    "plans": _("Planning and curriculum"),
    "send": _("Special needs"),
    "eal": _("New to English"),
    "young": _("The youngest"),
    "people": _("Families and colleagues"),
    "workload": _("The load of work"),
}
