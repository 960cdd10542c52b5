import pytest

from edumentoring.queries.incoming import Unreadable, html_to_text, new_words, read_mail
from edumentoring.queries.tests import make

GMAIL = """Thank you, that helps.

Could it be a Tuesday?

On Mon, 9 Nov 2026 at 09:12, The Wider Staffroom <hello@example.org>
wrote:

> We match people in rounds.
> You will hear next week.
"""
OUTLOOK = """Yes please.

Jo
________________________________
From: The Wider Staffroom <hello@example.org>
Sent: 09 November 2026 09:12
To: Jo Barker
Subject: Re: When?

You will hear next week.
"""
BETWEEN = """On 9 Nov 2026, The Wider Staffroom wrote:
> When are you free?
Tuesdays after four.
> And where?
By video, please.
"""
APPLE = """Tuesday is fine.

Sent from my iPhone
"""
OLD_OUTLOOK = """Fine by me.

-----Original Message-----
From: The Wider Staffroom
Sent: Monday
You will hear.
"""


@pytest.mark.parametrize(
    ("mail", "new"),
    [
        (GMAIL, "Thank you, that helps.\n\nCould it be a Tuesday?"),
        (OUTLOOK, "Yes please.\n\nJo"),
        (BETWEEN, "Tuesdays after four.\nBy video, please."),
        (APPLE, "Tuesday is fine."),
        (OLD_OUTLOOK, "Fine by me."),
        ("Yes.\n-- \nJo Barker\nHead of maths", "Yes."),
        ("Yes.\n\n--- Please write above this line ---\n\nYou will hear.", "Yes."),
        ("On reflection I would rather wait.\nJo", "On reflection I would rather wait.\nJo"),
        ("> all\n> quoted", ""),
    ],
)
def test_only_what_is_new_is_kept(mail, new):
    assert new_words(mail) == new


def test_html_becomes_words_and_its_quotation_goes():
    source = (
        "<html><head><style>p {}</style></head><body><p>Yes,<br>please.</p>"
        "<script>alert(1)</script><div class='gmail_quote'>On Mon, Helen wrote:"
        "<blockquote><p>You will hear</p></blockquote></div></body></html>"
    )

    assert new_words(html_to_text(source)) == "Yes,\nplease."


def test_a_mail_in_two_forms_gives_its_plain_one_and_says_what_it_left_out():
    raw = (
        b"From: Jo <jo@example.org>\r\nTo: hello@example.org\r\nMIME-Version: 1.0\r\n"
        b"Subject: =?utf-8?q?Re=3A_Caf=C3=A9?=\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\n'
        b"Content-Type: text/plain; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nZo=EB here\r\n"
        b"--c\r\nContent-Type: text/html\r\n\r\n<b>Other words</b>\r\n--c--\r\n"
        b'--b\r\nContent-Type: application/pdf; name="plan.pdf"\r\n'
        b"Content-Disposition: attachment; filename=plan.pdf\r\n\r\nxx\r\n--b--\r\n"
    )

    mail = read_mail(raw)

    assert (mail.text, mail.subject) == ("Zoë here", "Café")
    assert mail.left_out == ["plan.pdf"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<teachers.example.org>"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_machines_are_known_by_what_they_say_of_themselves(headers):
    assert read_mail(make.mail(**headers)).is_automatic


def test_a_person_is_no_machine():
    assert not read_mail(make.mail(Auto_Submitted="no")).is_automatic


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: nobody wrote this\n\nHello",
        b"From: a@example.org, b@example.org\n\nHello",
        b"From: a@example.org\nFrom: b@example.org\n\nHello",
        b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: text/plain\n\nx\n" * 200,
    ],
)
def test_what_no_one_person_wrote_is_not_read(raw):
    with pytest.raises(Unreadable):
        read_mail(raw)


def test_a_mail_nested_a_thousand_deep_is_refused_and_not_fatal():
    deep = b"From: a@example.org\n"
    for number in range(1500):
        deep += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)

    with pytest.raises(Unreadable):
        read_mail(deep + b"\nHello")


@pytest.mark.parametrize(
    "raw",
    [
        b"From: =?bad-charset?b?####?= <jo@example.org>\nSubject: =?utf-8?b?!!?=\n\nHello",
        b"From: jo@example.org\nContent-Type: text/plain; charset=no-such\n\nHello",
        b"From: jo@example.org\nContent-Transfer-Encoding: base64\n\nHel lo!!\n",
        b"From: jo@example.org\nSubject: \xff\xfe\n\nHello \xff",
        b"From: jo@example.org\nMessage-ID: no brackets\n\nHello",
    ],
)
def test_faulty_coding_is_borne(raw):
    mail = read_mail(raw)

    assert mail.sender == "jo@example.org"
    assert mail.message_id.startswith("<")


def test_a_header_cannot_smuggle_another():
    mail = read_mail(b"From: jo@example.org\nSubject: =?utf-8?q?Hi=0D=0ABcc=3A_x=40y.z?=\n\nHello")

    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
