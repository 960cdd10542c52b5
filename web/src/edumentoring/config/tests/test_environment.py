import pytest

from edumentoring.config.environment import SETTINGS, BadSetting, read_environment


def test_every_setting_has_a_default_that_can_be_read():
    values = read_environment({})

    assert set(values) == {setting.name for setting in SETTINGS}


def test_refuses_a_misspelt_name_and_offers_the_right_one():
    with pytest.raises(BadSetting, match=r"Did you mean EDUMENTORING_SITE_URL\?"):
        read_environment({"EDUMENTORING_SITEURL": "https://mentoring.example.org"})


def test_leaves_the_names_of_other_programs_alone():
    read_environment({"PATH": "/bin", "MENTORING_DEBUG": "perhaps"})


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEBUG", "maybe"), ("THREADS", "many"), ("THREADS", "-1"), ("TRUSTED_PROXIES", "1.5")],
)
def test_refuses_a_value_it_cannot_read_and_names_the_setting(name, value):
    with pytest.raises(BadSetting, match=f"EDUMENTORING_{name} is .*{value}"):
        read_environment({f"EDUMENTORING_{name}": value})


def test_reads_yes_no_and_lists():
    values = read_environment(
        {
            "EDUMENTORING_DEMONSTRATION": "Yes",
            "EDUMENTORING_ALLOWED_HOSTS": "a.example.org, b.example.org,",
        }
    )

    assert values["DEMONSTRATION"] is True
    assert values["ALLOWED_HOSTS"] == ["a.example.org", "b.example.org"]
