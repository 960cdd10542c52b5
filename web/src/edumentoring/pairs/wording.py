"""The words of each letter: ours to begin with, and what a programme made of them.

A coordinator may change three pieces of a letter: its subject, its opening and its
closing. Facts about people, reasons and buttons are not theirs to misspell.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Programme

PIECES = ("subject", "opening", "closing")
LONGEST = {"subject": 150, "opening": 2000, "closing": 2000}
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")

ALWAYS: dict[str, str | Promise] = {
    "first_name": gettext_lazy("What the reader is called"),
    "programme": gettext_lazy("The programme's name"),
    "sender": gettext_lazy("Who the letter is from"),
}
OF_A_PAIR: dict[str, str | Promise] = {
    "other_first_name": gettext_lazy("What the other person is called"),
    "other_name": gettext_lazy("The other person's whole name"),
    "other_role": gettext_lazy("“mentor” or “mentee”: what the other person will be"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of letter: when it goes out, and our words for it."""

    id: str
    name: str | Promise
    when: str | Promise
    subject: str | Promise
    opening: str | Promise
    closing: str | Promise
    about_a_pair: bool = True
    closing_unread: str | Promise = ""  # where a reply would reach nobody, as no address is set

    @property
    def placeholders(self) -> dict[str, str | Promise]:
        return ALWAYS | OF_A_PAIR if self.about_a_pair else ALWAYS

    @property
    def words(self) -> dict[str, str]:
        """Our own subject, opening and closing."""
        return {piece: str(getattr(self, piece)) for piece in PIECES}

    def words_in(self, programme: Programme) -> dict[str, str]:
        """The same where nobody is promised that a reply is read when nobody would read it."""
        if programme.reply_to or not self.closing_unread:
            return self.words
        return self.words | {"closing": str(self.closing_unread)}


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            id="introduction",
            name=gettext_lazy("Introduction"),
            when=gettext_lazy("Ten minutes after you publish a round, to both people of each pair"),
            subject=gettext_lazy("{first_name}, meet {other_first_name}"),
            opening=gettext_lazy(
                "We think {other_name} would be a good {other_role} for you. "
                "{other_first_name} gets a letter like this about you."
            ),
            closing=gettext_lazy("We hope you enjoy meeting each other."),
        ),
        Kind(
            id="ask_again",
            name=gettext_lazy("Asking once more"),
            when=gettext_lazy("A week later, once, to people who have not answered"),
            subject=gettext_lazy("{first_name}, would you like to meet {other_first_name}?"),
            opening=gettext_lazy(
                "A week ago we wrote to you about {other_name}. "
                "We think you could be a good pair. We have not heard from you yet."
            ),
            closing=gettext_lazy("This is the last time we ask. There is no hurry and no blame."),
        ),
        Kind(
            id="both_said_yes",
            name=gettext_lazy("Both said yes"),
            when=gettext_lazy("To both people, when the second of them says yes"),
            subject=gettext_lazy("{first_name}, {other_first_name} said yes too"),
            opening=gettext_lazy("You have both said yes. Now you can write to each other."),
            closing=gettext_lazy("Enjoy your first talk."),
        ),
        Kind(
            id="not_this_time",
            name=gettext_lazy("Not this time"),
            when=gettext_lazy("To the other person, when one of the two says not now"),
            subject=gettext_lazy("{first_name}, your introduction is not going ahead"),
            opening=gettext_lazy(
                "The match with {other_first_name} is not going ahead this time. "
                "This happens for all sorts of reasons. It says nothing about you."
            ),
            closing=gettext_lazy("Thank you for your patience."),
        ),
        Kind(
            id="unmatched",
            name=gettext_lazy("No match yet"),
            when=gettext_lazy("With the introductions, to people we found nobody for"),
            subject=gettext_lazy("{first_name}, we have not found your match yet"),
            opening=gettext_lazy(
                "We have just made new pairs in {programme}. "
                "We did not find the right person for you this time. We are sorry."
            ),
            closing=gettext_lazy("Thank you for waiting."),
            about_a_pair=False,
        ),
        Kind(
            id="check_in",
            name=gettext_lazy("Have you spoken?"),
            when=gettext_lazy("Once, to both people of a pair we have not heard of for weeks"),
            subject=gettext_lazy("{first_name}, have you and {other_first_name} spoken?"),
            opening=gettext_lazy(
                "It has been quiet around you and {other_first_name}. "
                "That may be just right. We ask once, and then we leave it with you."
            ),
            closing=gettext_lazy("There is no hurry and no blame."),
        ),
        Kind(
            id="paused",
            name=gettext_lazy("A break"),
            when=gettext_lazy("To the other person, when one of the two takes a break"),
            subject=gettext_lazy("{first_name}, {other_first_name} is taking a break"),
            opening=gettext_lazy(
                "{other_first_name} needs a break for a while. It has nothing to do with you. "
                "You need do nothing, and we will not write about it meanwhile."
            ),
            closing=gettext_lazy("Have a good time until then."),
        ),
        Kind(
            id="back_again",
            name=gettext_lazy("The break is over"),
            when=gettext_lazy("When a break ends, on its day or before"),
            subject=gettext_lazy("{first_name}, the break with {other_first_name} is over"),
            opening=gettext_lazy(
                "The break that you and {other_first_name} took is over. "
                "You can go on where you were."
            ),
            closing=gettext_lazy("Enjoy your next talk."),
        ),
        Kind(
            id="finished",
            name=gettext_lazy("Finished"),
            when=gettext_lazy("To the other person, when one of the two finishes"),
            subject=gettext_lazy("{first_name}, thank you from {other_first_name}"),
            opening=gettext_lazy(
                "{other_first_name} feels that your time as a pair is complete. "
                "Thank you for what you gave each other."
            ),
            closing=gettext_lazy("Thank you for taking part in {programme}."),
        ),
        Kind(
            id="thanked",
            name=gettext_lazy("Thanks after the end"),
            when=gettext_lazy("To the other person, when one of the two says thank you later"),
            subject=gettext_lazy("{first_name}, a word from {other_first_name}"),
            opening=gettext_lazy(
                "Your time with {other_first_name} as a pair is over. They have left you a word."
            ),
            closing=gettext_lazy("You need do nothing."),
        ),
        Kind(
            id="would_go_on",
            name=gettext_lazy("Would like to go on"),
            when=gettext_lazy("To the other person, when one of the two would like to go on"),
            subject=gettext_lazy("{first_name}, {other_first_name} would like to go on"),
            opening=gettext_lazy(
                "You and {other_first_name} finished as a pair. "
                "{other_first_name} would like to go on with you."
            ),
            closing=gettext_lazy("You go on only if you would like to as well. No answer is fine."),
        ),
        Kind(
            id="handed_over",
            name=gettext_lazy("Handed over"),
            when=gettext_lazy("To the mentee and the mentor until now, when another takes over"),
            subject=gettext_lazy("{first_name}, a new mentor takes over"),
            opening=gettext_lazy(
                "Your time with {other_first_name} as a pair is complete. "
                "Another mentor takes over. Thank you for what you gave each other."
            ),
            closing=gettext_lazy("Thank you for taking part in {programme}."),
        ),
        Kind(
            id="ended",
            name=gettext_lazy("A pair has ended"),
            when=gettext_lazy("To both people, ten minutes after you end their pair"),
            subject=gettext_lazy("{first_name}, your pair with {other_first_name} has ended"),
            opening=gettext_lazy(
                "Your pair with {other_name} has come to an end. Nobody is to blame."
            ),
            closing=gettext_lazy("Thank you for the time you gave."),
        ),
        Kind(
            id="gentle_word",
            name=gettext_lazy("A gentle word"),
            when=gettext_lazy("When you choose pairs on the Pairs page and write to them"),
            subject=gettext_lazy("{first_name}, how is it going with {other_first_name}?"),
            opening=gettext_lazy(
                "We have not heard for a while how it goes with {other_first_name}. "
                "That is fine. We only want you to know that we are here."
            ),
            closing=gettext_lazy("You need not answer. If we can help, just reply."),
            closing_unread=gettext_lazy("You need do nothing. Your own page has more help."),
        ),
        Kind(
            id="paused_by_desk",
            name=gettext_lazy("A pair rests"),
            when=gettext_lazy("To both people, ten minutes after you pause their pair"),
            subject=gettext_lazy("{first_name}, your pair with {other_first_name} can rest"),
            opening=gettext_lazy(
                "We have let your pair with {other_name} rest for now. "
                "We send you no reminders meanwhile, and nobody has done anything wrong."
            ),
            closing=gettext_lazy("Would you rather go on now? Reply, and we will see to it."),
            closing_unread=gettext_lazy("We let you know when you can go on."),
        ),
    )
}


def words_of(programme: Programme, kind: str) -> dict[str, str]:
    """The subject, opening and closing this programme uses, before the names go in."""
    changed = programme.letters.get(kind, {})
    ours = KINDS[kind].words_in(programme)
    return ours | {piece: words for piece, words in changed.items() if piece in ours}


def subject_for_example(programme: Programme, kind: str) -> str:
    """The subject with made-up names, for a list of letters."""
    names = {
        "first_name": "Bethan",
        "other_first_name": "Imran",
        "other_name": "Imran Sadiq",
        "other_role": _("mentor"),
        "programme": programme.name,
        "sender": programme.sender_name or programme.name,
    }
    return fill(words_of(programme, kind)["subject"], names)


def is_changed(programme: Programme, kind: str) -> bool:
    """Whether the programme uses words of its own for this letter."""
    return bool(programme.letters.get(kind))


def check_words(kind: str, words: Mapping[str, str]) -> dict[str, str]:
    """`words` tidied, with every placeholder known. Refused with the cure otherwise."""
    return {piece: check_piece(kind, piece, words.get(piece, "")) for piece in PIECES}


def check_piece(kind: str, piece: str, text: str) -> str:
    """One piece tidied, or Refused with the cure."""
    tidy = _tidy(text, one_line=piece == "subject")
    return _checked(KINDS[kind], piece, tidy)


def _tidy(text: str, *, one_line: bool) -> str:
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    if one_line:
        return " ".join(line for line in lines if line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _checked(kind: Kind, piece: str, text: str) -> str:
    if not text and piece != "closing":
        raise Refused(_("Write a subject and an opening. Only the closing may be empty."))
    if len(text) > LONGEST[piece]:
        raise Refused(
            _("This text has %(long)d letters. Make it %(most)d or fewer.")
            % {"long": len(text), "most": LONGEST[piece]}
        )
    for name in _PLACEHOLDER.findall(text):
        if name not in kind.placeholders:
            raise Refused(
                _("This letter does not know {%(name)s}. You can use: %(names)s.")
                % {"name": name, "names": _listed(kind)}
            )
    if set(_PLACEHOLDER.sub("", text)) & set("{}"):
        raise Refused(
            _("There is a curly bracket by itself. You can use: %(names)s.")
            % {"names": _listed(kind)}
        )
    return text


def _listed(kind: Kind) -> str:
    return ", ".join(f"{{{name}}}" for name in kind.placeholders)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the names in, in one pass: a name that looks like a placeholder stays a name."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
