"""What a captured answer says to the claim: for every vendor's shape, and every value."""

from itertools import product

import pytest

from compliance.retention import library
from compliance.retention.rules import (
    AccountMatch,
    CaptureRefused,
    Check,
    LibraryInvalid,
    ReadingRule,
    Verdict,
    compare,
    read_library,
    written_down,
)
from compliance.retention.rules.comparing import Absent

LIBRARY = read_library(library.read("settings.toml"))
YES, NO, UNTOLD = Verdict.AGREES, Verdict.CONTRADICTS, Verdict.CANNOT_TELL


def openai(kind, **changes):
    return {"object": "organization.data_retention", "type": kind} | changes


def azure(*capabilities, name="acme"):
    return {
        "id": f"/subscriptions/1/resourceGroups/g/accounts/{name}",
        "name": name,
        "properties": {"capabilities": list(capabilities)},
    }


def bedrock(**config):
    return {"loggingConfig": config}


OFF = {"name": "ContentLogging", "value": "false"}
CASES = [
    ("openai-organisation-zero", openai("zero_data_retention"), YES),
    ("openai-organisation-zero", openai("modified_abuse_monitoring"), NO),
    ("openai-organisation-zero", openai("enhanced_zero_data_retention"), UNTOLD),
    ("openai-organisation-zero", openai("enhanced_modified_abuse_monitoring"), NO),
    ("openai-organisation-zero", openai(None), NO),
    ("openai-organisation-zero", {"object": "organization.data_retention"}, UNTOLD),
    ("openai-organisation-zero", {"type": "zero_data_retention"}, UNTOLD),
    ("openai-organisation-zero", openai("zero_data_retention", object="project"), UNTOLD),
    ("openai-organisation-zero", [], UNTOLD),
    ("openai-organisation-zero", "zero_data_retention", UNTOLD),
    ("openai-organisation-monitoring", openai("modified_abuse_monitoring"), YES),
    ("openai-organisation-monitoring", openai("zero_data_retention"), YES),
    (
        "openai-project-zero",
        openai("organization_default", object="project.data_retention"),
        UNTOLD,
    ),
    ("openai-project-zero", openai("none", object="project.data_retention"), NO),
    ("azure-openai-monitoring-off", azure(OFF), YES),
    ("azure-openai-monitoring-off", azure(OFF | {"value": False}), YES),
    ("azure-openai-monitoring-off", azure(OFF | {"value": "true"}), NO),
    ("azure-openai-monitoring-off", azure({"name": "VirtualNetworks"}), NO),
    ("azure-openai-monitoring-off", azure(OFF, OFF | {"value": "true"}), NO),
    ("azure-openai-monitoring-off", {"properties": {}}, UNTOLD),
    ("bedrock-account-none", {"mode": "none", "updatedAt": "2026-11-01"}, YES),
    ("bedrock-account-none", {"mode": "default"}, NO),
    ("bedrock-account-none", {"mode": "inherit"}, NO),
    ("bedrock-account-none", {}, UNTOLD),
    ("bedrock-invocation-logging-off", bedrock(textDataDeliveryEnabled=False), YES),
    ("bedrock-invocation-logging-off", bedrock(textDataDeliveryEnabled=True), NO),
    (
        "bedrock-invocation-logging-off",
        bedrock(textDataDeliveryEnabled=False, imageDataDeliveryEnabled=True),
        NO,
    ),
    ("bedrock-invocation-logging-off", bedrock(), UNTOLD),
    ("bedrock-invocation-logging-off", {}, UNTOLD),
    ("bedrock-invocation-logging-off", bedrock(textDataDeliveryEnabled=0), NO),
    ("vertex-cache-off", {"name": "projects/acme/cacheConfig", "disableCache": True}, YES),
    ("vertex-cache-off", {"name": "projects/acme/cacheConfig"}, NO),
    ("vertex-cache-off", {"disableCache": True}, UNTOLD),
]


@pytest.mark.parametrize(("key", "document", "verdict"), CASES)
def test_the_answers_of_vendors_are_read_as_they_are_documented(key, document, verdict):
    assert compare(LIBRARY.by_key(key), document, account="acme").verdict is verdict


def test_every_rule_of_the_library_is_tried_both_ways():
    tried = {(key, verdict) for key, _, verdict in CASES}

    assert {(rule.key, verdict) for rule in LIBRARY.rules for verdict in (YES, UNTOLD)} <= tried | {
        ("openai-organisation-monitoring", UNTOLD),
        ("openai-project-zero", YES),
    }


def test_every_rule_has_its_source_and_day():
    assert all(rule.source and rule.as_of and rule.services for rule in LIBRARY.rules)
    assert LIBRARY.said_of("anthropic-api").source


def test_a_contradiction_names_the_path_and_what_it_says():
    found = compare(
        LIBRARY.by_key("openai-organisation-zero"), openai("modified_abuse_monitoring"), account="x"
    )

    assert found.because == (
        '“type” says "modified_abuse_monitoring", where "zero_data_retention" is expected.'
    )


AGREE, OTHER, UNSETTLED, GONE = "a", "x", "u", None


@pytest.mark.parametrize("absent", Absent)
def test_one_value_against_outweighs_all_that_agree_and_silence_never_agrees(absent):
    checks = tuple(
        Check(path=name, any_of=("a",), unknown=("u",), absent=absent) for name in ("one", "two")
    )
    rule = ReadingRule(
        key="r", vendor="v", claim="c", call="GET", keeps_nothing=True, checks=checks
    )
    silent = {Absent.UNKNOWN: UNTOLD, Absent.CONTRADICTS: NO, Absent.FINE: YES}[absent]
    says = {AGREE: YES, OTHER: NO, UNSETTLED: UNTOLD, GONE: silent}

    for one, two in product(says, says):
        document = {name: value for name, value in (("one", one), ("two", two)) if value}
        verdicts = {says[one], says[two]}
        expected = NO if NO in verdicts else UNTOLD if UNTOLD in verdicts else YES

        assert compare(rule, document, account="").verdict is expected


@pytest.mark.parametrize(
    ("account", "match", "verdict"),
    [
        ("acme", AccountMatch.SAME, NO),
        ("ACME", AccountMatch.SAME, NO),
        (" acme ", AccountMatch.SAME, NO),
        ("acm", AccountMatch.DIFFERS, UNTOLD),
        ("other", AccountMatch.DIFFERS, UNTOLD),
    ],
)
def test_an_answer_about_another_account_shows_nothing_of_this_one(account, match, verdict):
    answer = azure({"name": "VirtualNetworks"})

    found = compare(LIBRARY.by_key("azure-openai-monitoring-off"), answer, account=account)

    assert (found.account, found.verdict) == (match, verdict)


def test_an_answer_that_names_no_account_says_so():
    answer = openai("zero_data_retention")
    found = compare(LIBRARY.by_key("openai-organisation-zero"), answer, account="org-1")

    assert found.account is AccountMatch.NOT_NAMED
    assert found.verdict is YES


@pytest.mark.parametrize(
    ("path", "value", "document", "verdict"),
    [
        ("x.y", "false", {"x": {"y": False}}, YES),
        ("x.y", "false", {"x": {"y": 0}}, NO),
        ("x.y", "0", {"x": {"y": False}}, NO),
        ("x.y", "1", {"x": {"y": 1.0}}, NO),
        ("x.y", '"none"', {"x": {"y": "none"}}, YES),
        ("x.y", "null", {"x": {"y": None}}, YES),
        ("x.y", "false", {"x": {}}, UNTOLD),
        ("x.y", "false", {"x": [{"y": False}]}, UNTOLD),
        ("x[0].y", "false", {"x": [{"y": False}, {"y": True}]}, YES),
        ("x[*].y", "false", {"x": [{"y": False}, {"y": True}]}, NO),
        ("x[*].y", "false", {"x": [{"y": False}, {"y": False}]}, YES),
        ("x[name=a b].y", "1", {"x": [{"name": "a b", "y": 1}, {"name": "c", "y": 2}]}, YES),
        ("x[*].y", "false", {"x": []}, UNTOLD),
    ],
)
def test_what_a_reviewer_wrote_down_is_compared_as_json(path, value, document, verdict):
    rule = written_down(path, value, claim="c", source="s")

    assert compare(rule, document, account="").verdict is verdict


@pytest.mark.parametrize("path", ["", ".a", "a.", "a..b", "a[", "a[]", "a b", "[0]", "a" * 201])
def test_a_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(CaptureRefused, match="is not a path"):
        written_down(path, "false", claim="c", source="s")


@pytest.mark.parametrize("value", ["", "none", "{}", "[]", "'x'", "[", '"\\ud800"', "1e999"])
def test_a_value_that_is_not_json_is_refused(value):
    with pytest.raises(CaptureRefused, match="not one value of JSON"):
        written_down("a", value, claim="c", source="s")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[rule]]",
        '[[rule]]\nkey="a"\nservices=[]\nvendor="v"\nclaim="c"\ncall="g"\nkeeps_nothing=true\n'
        'source=""\nas_of=2026-11-22\n[[rule.check]]\npath="a"\n',
        '[[rule]]\nkey="a"\nservices=[]\nvendor="v"\nclaim="c"\ncall="g"\nkeeps_nothing=true\n'
        'source="s"\nas_of=2026-11-22\n[[rule.check]]\npath="a..b"\n',
    ],
)
def test_reading_rules_without_source_check_or_path_are_refused(text):
    with pytest.raises(LibraryInvalid, match="cannot be read"):
        read_library(text)
