import pytest

from edumentoring.verification.domains import domains_of, mail_domain, school_domain_of, site_domain
from edumentoring.verification.tests import make

pytestmark = pytest.mark.django_db


def test_a_mailbox_at_the_schools_website_is_at_the_school():
    school = make.school(website="https://www.northgate.sch.example/home")

    assert school_domain_of("Jo@Northgate.sch.example", school) == "northgate.sch.example"
    assert school_domain_of("jo@staff.northgate.sch.example", school) == "northgate.sch.example"


def test_a_mailbox_at_its_trust_counts():
    trust = make.school("Kite Trust", kind="trust", website="https://kitetrust.example")
    federation = make.school("Two Schools", kind="federation", parent=trust)
    school = make.school(parent=federation, website="https://northgate.example")

    assert school_domain_of("jo@kitetrust.example", school) == "kitetrust.example"


@pytest.mark.parametrize(
    "email",
    [
        "jo@gmail.com",
        "jo@notnorthgate.example",
        "jo@northgate.example.com",
        "jo@northgate.example@gmail.com",
        "northgate.example",
        "jo@",
        "jo@northgate..example",
    ],
)
def test_other_mailboxes_prove_nothing(email):
    school = make.school(website="https://northgate.example")

    assert school_domain_of(email, school) == ""


@pytest.mark.parametrize(
    "website",
    [
        "",
        "https://sites.google.com/view/northgate",
        "https://northgate.wordpress.com",
        "https://www.leeds.sch.uk",
        "https://www.leeds.gov.uk/northgate",
        "https://co.uk",
        "http://[broken",
        "https://gmail.com",
    ],
)
def test_a_shared_website_gives_a_school_no_domain(website):
    assert domains_of(make.school(website=website)) == {}


def test_a_host_that_unrelated_schools_share_counts_for_neither():
    here = make.school(website="https://schools.example/northgate")
    make.school("Southgate", website="http://www.schools.example/southgate")

    assert domains_of(here) == {}


def test_schools_of_one_trust_may_share_its_host():
    trust = make.school("Kite Trust", kind="trust", website="https://kitetrust.example")
    here = make.school(parent=trust, website="https://kitetrust.example/northgate")
    make.school("Southgate", parent=trust, website="https://kitetrust.example/southgate")

    assert school_domain_of("jo@kitetrust.example", here) == "kitetrust.example"


def test_the_successor_of_a_closed_school_is_asked():
    new = make.school("Northgate Academy", website="https://academy.example")
    old = make.school(successor=new, website="https://northgate.example")

    assert school_domain_of("jo@academy.example", old) == "academy.example"
    assert school_domain_of("jo@northgate.example", old) == ""


def test_somebody_without_a_school_is_at_none():
    assert school_domain_of("jo@northgate.example", None) == ""


def test_reads_addresses_as_people_type_them():
    assert site_domain("northgate.example/about") == "northgate.example"
    assert mail_domain(" Jo@Northgate.Example. ") == "northgate.example"
