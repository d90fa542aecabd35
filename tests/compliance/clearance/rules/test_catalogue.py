"""Which facts bring which requirements: every rule has its table, and no other fact matters."""

from dataclasses import replace
from itertools import product

import pytest

from compliance.clearance.rules import (
    EVIDENCE_KINDS,
    RULES,
    SETTLES,
    Basis,
    RequirementKind,
    requirements,
)
from compliance.evidence.rules import EvidenceKind
from engagements.lifecycle.rules import HipaaRole, Party, Route, Scope, Stage
from tests.compliance.clearance.rules.facts import API, CLINIC, HOST

FLAGS = {
    "handles_phi": (False, True),
    "hipaa_role": tuple(HipaaRole),
    "eu_personal_data": (False, True),
    "cardholder_data": (False, True),
    "glba_data": (False, True),
    "zero_retention_needed": (False, True),
    "questionnaire_owed": (False, True),
    "route": tuple(Route),
}
EVERY_SCOPE = [
    Scope(**dict(zip(FLAGS, values, strict=True))) for values in product(*FLAGS.values())
]

# The facts that a rule reads, and for which of their combinations it applies.
APPLIES = {
    "SCOPE-1": ((), {()}),
    "SCOPE-2": (("route",), {(Route.PRIVATE_DEPLOYMENT,), (Route.VENDOR_API,)}),
    "BAA-1": (("handles_phi",), {(True,)}),
    "BAA-2": (("handles_phi",), {(True,)}),
    "BAA-3": (("handles_phi",), {(True,)}),
    "SOC-1": ((), {()}),
    "CUEC-1": ((), {()}),
    "DPA-1": ((), {()}),
    "RET-1": (
        ("handles_phi", "zero_retention_needed"),
        {(True, True), (True, False), (False, True)},
    ),
    "RET-2": (("zero_retention_needed",), {(True,)}),
    "PCI-1": (("cardholder_data",), {(True,)}),
    "QST-1": (("questionnaire_owed",), {(True,)}),
    "MIL-1": ((), {()}),
}
HOSTS, APIS, BOTH = {"host"}, {"api"}, {"host", "api"}
ASKED_OF = {
    "SCOPE-1": {None}, "SCOPE-2": {None}, "BAA-1": {None},
    "BAA-2": HOSTS, "BAA-3": APIS,
    "SOC-1": BOTH, "CUEC-1": HOSTS, "DPA-1": BOTH,
    "RET-1": APIS, "RET-2": HOSTS,
    "PCI-1": BOTH, "QST-1": {None}, "MIL-1": {None},
}  # fmt: skip

# What the law or the lack of one makes of the two rules that change their grounds.
CITED = {
    #                 eu    glba
    "DPA-1": {
        (False, False): (),
        (True, False): ("GDPR Art. 28(3)", "GDPR Art. 28(2) and (4)", "UK GDPR Art. 28"),
        (False, True): ("16 CFR 314.4(f)(2)",),
        (True, True): (
            "GDPR Art. 28(3)",
            "GDPR Art. 28(2) and (4)",
            "UK GDPR Art. 28",
            "16 CFR 314.4(f)(2)",
        ),
    },
    #                 phi   glba
    "SOC-1": {
        (False, False): (),
        (True, False): ("supports 45 CFR 164.308(b)(1)",),
        (False, True): ("supports 16 CFR 314.4(f)(3)",),
        (True, True): ("supports 45 CFR 164.308(b)(1)", "supports 16 CFR 314.4(f)(3)"),
    },
}


def asked(scope, services=(HOST, API)):
    return {(need.id, need.service_id): need for need in requirements(scope, services)}


def test_the_tables_have_a_row_for_every_rule():
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))
    assert set(ids) == set(APPLIES) == set(ASKED_OF)


@pytest.mark.parametrize("rule_id", APPLIES)
def test_a_rule_applies_for_the_facts_of_its_table_whatever_the_other_facts_are(rule_id):
    facts, combinations = APPLIES[rule_id]

    for scope in EVERY_SCOPE:
        services = {service for name, service in asked(scope) if name == rule_id}
        applies = tuple(getattr(scope, fact) for fact in facts) in combinations
        assert services == (ASKED_OF[rule_id] if applies else set()), scope


@pytest.mark.parametrize(
    ("rule_id", "facts"),
    [("DPA-1", ("eu_personal_data", "glba_data")), ("SOC-1", ("handles_phi", "glba_data"))],
)
def test_citations_follow_the_facts_and_stay_away_where_no_law_speaks(rule_id, facts):
    for scope in EVERY_SCOPE:
        need = asked(scope)[rule_id, "host"]
        assert need.citations == CITED[rule_id][tuple(getattr(scope, f) for f in facts)]


def test_user_controls_are_asked_for_where_the_report_that_counts_names_some():
    none = replace(HOST, id="none", leaves_controls=False)
    idle = replace(API, leaves_controls=True, touches_data=False)

    need = asked(CLINIC, (HOST, none, idle, API))

    assert [service for name, service in need if name == "CUEC-1"] == ["host"]
    assert need["CUEC-1", "host"].basis is Basis.STANDARD
    assert "AICPA DC section 200, DC 6" in need["CUEC-1", "host"].citations


def test_a_report_is_never_said_to_be_required_by_law():
    for scope in EVERY_SCOPE:
        need = asked(scope)["SOC-1", "host"]
        assert need.basis is Basis.STANDARD
        assert need.why.startswith("No regulation demands a SOC 2 report.")


@pytest.mark.parametrize(
    ("role", "cited", "not_cited"),
    [
        (HipaaRole.COVERED_ENTITY, "45 CFR 164.504(e)(1) and (2)", "45 CFR 164.504(e)(5)"),
        (HipaaRole.BUSINESS_ASSOCIATE, "45 CFR 164.504(e)(5)", "45 CFR 164.504(e)(1) and (2)"),
        (HipaaRole.NONE, "45 CFR 164.504(e)(1) and (2)", "45 CFR 164.504(e)(5)"),
    ],
)
def test_the_partners_baa_cites_the_sections_for_the_clients_role(role, cited, not_cited):
    need = asked(replace(CLINIC, hipaa_role=role))["BAA-1", None]

    assert cited in need.citations
    assert not_cited not in need.citations
    assert need.basis is Basis.LAW


@pytest.mark.parametrize(
    ("phi", "basis", "citations"),
    [(True, Basis.LAW, ("45 CFR 164.312", "45 CFR 164.308(a)(8)")), (False, Basis.STANDARD, ())],
)
def test_milestones_are_law_with_phi_and_the_partners_standard_without(phi, basis, citations):
    need = asked(replace(CLINIC, handles_phi=phi))["MIL-1", None]

    assert (need.basis, need.citations) == (basis, citations)


def test_a_service_that_touches_no_data_is_asked_for_nothing():
    assert all(service is None for _, service in asked(CLINIC, [replace(HOST, touches_data=False)]))


def test_each_service_gets_its_own_requirement_with_its_name():
    other = replace(HOST, id="other", name="Amazon S3 (us-east-1)")
    needs = asked(CLINIC, [HOST, other])

    assert needs["BAA-2", "host"].title == (
        "BAA between client and Amazon Web Services for Amazon EC2 (us-east-1)"
    )
    assert "Amazon S3 (us-east-1)" in needs["BAA-2", "other"].settled_by


def test_keys_are_unique_within_an_engagement():
    needs = requirements(CLINIC, [HOST, API, replace(API, id="second")])

    assert len({need.key for need in needs}) == len(needs)
    assert needs[0].key == "SCOPE-1"
    assert needs[3].key == "BAA-2:host"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_complete(rule):
    assert rule.grounds
    assert rule.owed_by in {Party.CLIENT, Party.PARTNER}
    assert rule.gates in {Stage.SCOPING, Stage.AGREEMENTS, Stage.EVIDENCE, Stage.DEPLOYMENT}
    assert not rule.settled_by.endswith(".")
    for ground in rule.grounds:
        assert ground.why.endswith(".")
        assert ground.citations or ground.basis is not Basis.LAW


def test_every_kind_has_a_rule_and_its_words():
    assert {rule.kind for rule in RULES} == set(RequirementKind)
    assert (
        set(RequirementKind)
        - {
            RequirementKind.SCOPE,
            RequirementKind.SERVICES,
        }
        == EVIDENCE_KINDS
    )
    assert all(kind.label for kind in RequirementKind)
    assert all(basis.label for basis in Basis)


def test_every_kind_of_recorded_evidence_settles_a_requirement_of_its_own():
    assert set(SETTLES) == set(EvidenceKind)
    assert len(set(SETTLES.values())) == len(SETTLES)
    assert set(SETTLES.values()) < EVIDENCE_KINDS
