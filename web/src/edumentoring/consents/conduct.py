"""The code of conduct in plain words: what mentors and mentees do, and what they do not."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One part of the code: what to do, and what to avoid."""

    title: str | Promise
    do: tuple[str | Promise, ...]
    avoid: tuple[str | Promise, ...]


CODE = (
    Part(
        _("As a mentor"),
        do=(
            _("Listen first. Ask what would help today."),
            _("Share what you tried, and what did not work."),
            _("Let your mentee choose the goal and the pace."),
            _("Keep the times you agree, and say early when you cannot."),
        ),
        avoid=(
            _("Judging, grading or reporting on your mentee."),
            _("Doing their work for them."),
            _("Giving advice on health, law or money. Say who could help instead."),
            _("Promising what is not yours to promise, such as a job or a reference."),
        ),
    ),
    Part(
        _("As a mentee"),
        do=(
            _("Say what you would like from the time, however small."),
            _("Keep the times you agree, and say early when you cannot."),
            _("Say so when something does not help."),
            _("Thank people. They give their own time."),
        ),
        avoid=(
            _("Expecting answers at all hours."),
            _("Naming pupils or parents, or sharing what could tell who they are."),
            _("Asking your mentor to take sides in your school."),
            _("Going on with a pair that is not right for you. You may always stop."),
        ),
    ),
    Part(
        _("Boundaries, for both"),
        do=(
            _("Agree how and when you reach each other."),
            _("Meet online, by telephone or in a public place."),
            _("Keep it to your work, unless you both want more."),
        ),
        avoid=(
            _("Selling anything, or lending or borrowing money."),
            _("A romance, or any unwanted attention."),
            _("Recording a talk, or passing on messages, without a clear yes."),
            _("Remarks on race, faith, sex, age, disability or the way somebody lives."),
        ),
    ),
)

CONFIDENTIAL = (
    _("What you hear stays between the two of you. Schools and line managers are not told."),
    _("Coordinators know who is paired with whom. They do not read what you write to each other."),
    _("You may talk about your own part with others, without saying who the other is."),
)

LIMIT = (
    _("If a child, your partner or anybody else may come to harm, do not keep it to yourself."),
    _("Tell the coordinators. If a child is concerned, follow the rules of your own school too."),
    _("If you can, first tell the other person that you will."),
)
