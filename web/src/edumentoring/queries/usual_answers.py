"""Answers that are true in every programme, as a coordinator may send them."""

from django.conf import settings
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Programme
from edumentoring.programmes.navigation import address_of


def usual_answers(programme: Programme) -> list[tuple[str, str]]:
    """Pairs of a question and its answer, with this programme's addresses."""
    own_page = settings.SITE_URL + (
        address_of("signup:mine", programme.slug) or address_of("pairs:place")
    )
    return [
        (
            _("When will I hear about my match?"),
            _(
                "We match people in rounds, and a person looks at every match. When we have found "
                "somebody for you, you get a letter with who they are and why we thought of them. "
                "E-mail addresses are shared only when you have both said yes."
            ),
        ),
        (
            _("How do I change my answers?"),
            _("You can change them yourself at any time, without a password: %s") % own_page,
        ),
        (
            _("I need a break. Can I pause?"),
            _(
                "Of course. Press Pause on your own page: %s We leave you out of new matches "
                "until you come back, and you keep your place."
            )
            % own_page,
        ),
        (
            _("How do I leave, and what happens to my data?"),
            _(
                "You can leave on your own page, and ask there that we forget you: %s We keep "
                "only what we must so that an old list does not bring you back."
            )
            % own_page,
        ),
        (
            _("I cannot sign in. I did not get the letter."),
            _(
                "There is no password: type your e-mail and we send a letter with a link and a "
                "code. Please look in junk mail too, and use the address that you signed up with. "
                "The letter works once, and you can always ask for another."
            ),
        ),
        (
            _("How much time does it take?"),
            _(
                "That is for the two of you to agree. Many pairs talk for half an hour every few "
                "weeks, by video or telephone, at a time that suits both."
            ),
        ),
        (
            _("My match does not suit me. Can I have another mentor?"),
            _(
                "Yes, and nobody is blamed. Tell us in a line or two what would suit you better. "
                "We end the match kindly and look for somebody else."
            ),
        ),
        (
            _("Who sees my answers? Is it confidential?"),
            _(
                "The people who run the programme see your answers in order to match you. Your "
                "match sees what you wrote for them, and your e-mail only when you have both said "
                "yes. Private answers are never shown to anybody else."
            ),
        ),
    ]
