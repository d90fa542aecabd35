"""What is known of a service has a source and a date, and grows old."""

from datetime import date, timedelta

import pytest

from compliance.vendors import library
from compliance.vendors.rules import (
    Answer,
    Position,
    PositionRefused,
    RegisterInvalid,
    ServiceFacts,
    ServiceRole,
    Topic,
    check_position,
    read_register,
)

TODAY = date(2026, 11, 22)
SOURCED = Position(
    answer=Answer.YES, source="vendor.example/baa", as_of=TODAY, verify_by=date(2027, 2, 22)
)
ENTRY = """[[service]]
key = "one"
vendor = "Vendor"
product = "Product"
access_route = "Account"
role = "cloud_host"
"""


@pytest.fixture(scope="module")
def register():
    return {entry.key: entry for entry in read_register(library.read("services.toml"))}


def test_everything_has_its_words():
    assert all(role.label for role in ServiceRole)
    assert all(topic.question for topic in Topic)
    assert [answer.label for answer in Answer] == ["Yes", "No", "Unknown"]


def test_a_service_of_which_nothing_is_known_claims_nothing():
    service = ServiceFacts(id="1", vendor="V", name="V", role=ServiceRole.CLOUD_HOST)

    assert service.baa.answer is service.zero_retention.answer is Answer.UNKNOWN
    assert service.touches_data


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO])
@pytest.mark.parametrize(("source", "as_of"), [("", TODAY), (" ", TODAY), ("vendor", None)])
def test_an_answer_without_source_and_date_is_refused(answer, source, as_of):
    with pytest.raises(PositionRefused, match="where this is from and on which day"):
        check_position(Position(answer=answer, source=source, as_of=as_of))


def test_unknown_needs_no_source():
    check_position(Position())


def test_a_sourced_answer_passes():
    check_position(SOURCED)


@pytest.mark.parametrize(("days", "stale"), [(-1, False), (0, True), (1, True)])
def test_a_position_is_stale_from_the_day_it_is_to_be_verified(days, stale):
    assert SOURCED.is_stale(SOURCED.verify_by + timedelta(days=days)) is stale


def test_a_position_without_a_day_to_verify_it_is_stale_at_once():
    assert Position(answer=Answer.NO, source="vendor", as_of=TODAY).is_stale(TODAY)


def test_what_is_unknown_does_not_grow_old():
    assert not Position().is_stale(date(2040, 1, 1))


# The register


def test_every_known_position_of_the_register_is_dated_and_asks_to_be_verified_again(register):
    known = [
        position
        for entry in register.values()
        for position in entry.positions.values()
        if position.answer is not Answer.UNKNOWN
    ]

    assert len(known) > 20
    assert all(p.source and p.says and p.as_of.year == 2026 for p in known)
    assert all(p.as_of < p.verify_by <= p.as_of + timedelta(days=100) for p in known)


def test_every_service_of_the_register_answers_every_topic_if_only_with_unknown(register):
    assert all(set(entry.positions) == set(Topic) for entry in register.values())


def test_the_same_api_is_sold_with_and_without_a_baa(register):
    public = register["openai-api-public-terms"].positions[Topic.BAA]
    under_addendum = register["openai-api-business-associate-addendum"].positions[Topic.BAA]

    assert public.answer is Answer.NO
    assert under_addendum.answer is Answer.YES


@pytest.mark.parametrize("key", ["coreweave", "lambda-private-cloud", "runpod"])
def test_what_nobody_has_found_out_stays_unknown(register, key):
    assert register[key].positions[Topic.BAA].answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[service", "cannot be read"),
        ("", "lacks 'service'"),
        (ENTRY.replace("role", "colour"), "lacks 'role'"),
        (ENTRY.replace("cloud_host", "toaster"), "cannot be read"),
        (ENTRY + 'colour = "red"\n', "cannot be read"),
        (ENTRY + "baa = 7\n", "cannot be read"),
        (ENTRY + "[service.baa]\nanswer = 'perhaps'\n", "cannot be read"),
        (ENTRY + ENTRY, "same key"),
    ],
)
def test_a_register_that_cannot_be_read_says_where(text, message):
    with pytest.raises(RegisterInvalid, match=message):
        read_register(text)


def test_a_register_with_an_unsourced_answer_is_refused():
    with pytest.raises(PositionRefused):
        read_register(ENTRY + "[service.baa]\nanswer = 'yes'\n")


def test_every_service_of_the_register_speaks_of_every_topic_feature_and_region(register):
    for entry in register.values():
        assert entry.feature
        assert entry.region
        assert all(position.says for position in entry.positions.values()), entry.key
