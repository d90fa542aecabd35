"""Which routes are open to whom, and why."""

from dataclasses import fields, replace

import pytest

from engagements.lifecycle.rules import (
    Destination,
    Ground,
    HipaaRole,
    RouteAdvice,
    Scope,
    Sector,
    Verdict,
    advice_for_intent,
    advise,
    advise_on,
)

CLINIC = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.PUBLIC_API,
)
SHOP = Scope(sector=Sector.SOFTWARE)
PLACES = [place for place in Destination if place is not Destination.UNDECIDED]
RULED_OUT, IF, OPEN = Verdict.RULED_OUT, Verdict.CONDITIONAL, Verdict.OPEN
VERDICTS = {
    # fact alone             public API  under BAA  cloud service  own deployment
    "handles_phi":           (RULED_OUT, IF,        IF,            IF),
    "eu_personal_data":      (IF,        IF,        IF,            IF),
    "cardholder_data":       (IF,        IF,        IF,            IF),
    "glba_data":             (IF,        IF,        IF,            IF),
    "zero_retention_needed": (IF,        IF,        IF,            IF),
    "questionnaire_owed":    (IF,        IF,        IF,            IF),
    "processing_integrity_needed": (OPEN, OPEN,     OPEN,          OPEN),
    "privacy_needed":        (OPEN,      OPEN,      OPEN,          OPEN),
    None:                    (OPEN,      OPEN,      OPEN,          OPEN),
}  # fmt: skip


def citations(grounds):
    return [ground.citation for ground in grounds]


def test_every_place_is_advised_on_in_its_order():
    assert [advice.destination for advice in advise(SHOP)] == PLACES


@pytest.mark.parametrize("fact", VERDICTS)
def test_each_fact_alone_gives_these_verdicts(fact):
    scope = Scope(**({fact: True} if fact else {}))

    verdicts = tuple(advice.verdict for advice in advise(scope))

    assert verdicts == VERDICTS[fact]


def test_the_table_of_verdicts_names_every_fact_about_data_and_duties():
    flags = {field.name for field in fields(Scope) if field.default is False}

    assert flags == set(VERDICTS) - {None}


def test_a_clinic_may_not_send_notes_to_a_public_api():
    advice = advise_on(CLINIC, Destination.PUBLIC_API)

    assert advice.verdict is Verdict.RULED_OUT
    assert "sold without one" in advice.blocks[0].sentence
    assert citations(advice.reasons) == ["45 CFR 164.502(e)(1)(i), 164.504(e)(2), 164.308(b)(1)"]
    assert advice.conditions == ()


def test_a_business_associate_is_shown_the_sections_on_subcontractors():
    scope = replace(CLINIC, hipaa_role=HipaaRole.BUSINESS_ASSOCIATE)

    advice = advise_on(scope, Destination.PUBLIC_API)

    assert citations(advice.blocks) == ["45 CFR 164.502(e)(1)(ii), 164.504(e)(5), 164.308(b)(2)"]


def test_phi_is_ruled_out_also_while_the_role_is_not_stated():
    advice = advise_on(replace(CLINIC, hipaa_role=HipaaRole.NONE), Destination.PUBLIC_API)

    assert citations(advice.blocks) == ["45 CFR 164.502(e), 164.504(e), 164.308(b)"]


def test_the_block_names_every_way_out_and_each_leads_somewhere_open():
    advice = advise_on(CLINIC, Destination.PUBLIC_API)

    leads_to = [remedy.destination for remedy in advice.remedies]

    assert set(leads_to) == {*PLACES, None} - {Destination.PUBLIC_API}
    for place in filter(None, leads_to):
        assert advise_on(CLINIC, place).verdict is Verdict.CONDITIONAL


def test_without_phi_there_is_nothing_to_remedy():
    assert all(advice.remedies == () for advice in advise(SHOP))


@pytest.mark.parametrize("place", [Destination.API_UNDER_BAA, Destination.CLOUD_MODEL_SERVICE])
def test_phi_at_a_vendor_needs_the_baa_and_proven_retention_as_two_conditions(place):
    conditions = advise_on(CLINIC, place).conditions

    agreement, retention = conditions[:2]

    assert "BAA" in agreement.sentence
    assert "164.504(e)" in agreement.citation
    assert "two independent facts" in retention.sentence


@pytest.mark.parametrize("place", PLACES[1:])
def test_phi_anywhere_needs_the_partners_baa_and_a_risk_analysis(place):
    conditions = advise_on(CLINIC, place).conditions

    assert any("implementation partner" in condition.sentence for condition in conditions)
    assert "45 CFR 164.308(a)(1)(ii)(A)" in citations(conditions)


def test_a_private_deployment_needs_the_cloud_hosts_baa_but_none_with_a_model_provider():
    advice = advise_on(CLINIC, Destination.OWN_DEPLOYMENT)

    hosts, *_ = advice.conditions

    assert "cloud host" in hosts.sentence
    assert "HHS Guidance on HIPAA and Cloud Computing" in hosts.citation
    assert "no BAA with a model provider is needed" in advice.notes[0].sentence
    assert "45 CFR 164.312" in citations(advice.conditions)


def test_without_phi_no_condition_speaks_of_hipaa():
    scope = Scope(
        eu_personal_data=True,
        cardholder_data=True,
        glba_data=True,
        zero_retention_needed=True,
        questionnaire_owed=True,
    )

    for advice in advise(scope):
        assert not any("45 CFR" in citation for citation in citations(advice.conditions))


@pytest.mark.parametrize(
    ("fact", "citation"),
    [
        ("eu_personal_data", "GDPR Art. 28(3), 28(2), 28(4); UK GDPR Art. 28"),
        ("eu_personal_data", "GDPR Art. 44 to 49; UK GDPR Art. 44 to 49"),
        ("cardholder_data", "PCI DSS v4.0.1, 12.8.2"),
        ("glba_data", "16 CFR 314.4(f); 15 U.S.C. 6801(b)"),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_each_kind_of_data_brings_its_law_to_every_place(fact, citation, place):
    advice = advise_on(Scope(**{fact: True}), place)

    assert citation in citations(advice.conditions)


@pytest.mark.parametrize("place", PLACES[:3])
def test_a_law_firm_is_told_that_confidentiality_reaches_the_vendor(place):
    advice = advise_on(Scope(sector=Sector.LEGAL), place)

    assert citations(advice.conditions) == ["ABA Model Rule 1.6; ABA Formal Opinion 512 (2024)"]


def test_a_law_firm_that_runs_the_model_itself_has_no_vendor_to_bind():
    assert advise_on(Scope(sector=Sector.LEGAL), Destination.OWN_DEPLOYMENT).conditions == ()


def test_an_unregulated_client_can_often_use_the_vendors_report_if_answers_are_true():
    advice = advise_on(replace(SHOP, questionnaire_owed=True), Destination.PUBLIC_API)

    (condition,) = advice.conditions

    assert "can often be answered with the vendor's SOC 2 report" in condition.sentence
    assert "every answer given is true" in condition.sentence


def test_regulated_data_needs_evidence_of_the_clients_own_in_a_questionnaire():
    scope = Scope(cardholder_data=True, questionnaire_owed=True)

    last = advise_on(scope, Destination.PUBLIC_API).conditions[-1]

    assert "evidence of the client's own" in last.sentence


def test_a_private_deployment_answers_a_questionnaire_for_itself():
    advice = advise_on(Scope(questionnaire_owed=True), Destination.OWN_DEPLOYMENT)

    (condition,) = advice.conditions

    assert "the deployment's own evidence" in condition.sentence


def test_zero_retention_at_a_vendor_is_asked_for_and_at_home_is_about_logs():
    scope = Scope(zero_retention_needed=True)

    (at_vendor,) = advise_on(scope, Destination.API_UNDER_BAA).conditions
    (at_home,) = advise_on(scope, Destination.OWN_DEPLOYMENT).conditions

    assert "approved by the vendor" in at_vendor.sentence
    assert "own logs" in at_home.sentence


@pytest.mark.parametrize("place", PLACES)
def test_nobody_becomes_certified_by_somebody_elses_report(place):
    notes = advise_on(SHOP, place).notes

    assert any("does not make the client's own application" in n.sentence for n in notes)


def test_a_vendor_service_says_when_no_law_named_here_reaches_the_data():
    plain = advise_on(SHOP, Destination.PUBLIC_API).notes
    regulated = advise_on(Scope(glba_data=True), Destination.PUBLIC_API).notes

    assert len(plain) == len(regulated) + 1


def test_reasons_fall_back_from_blocks_to_conditions_to_notes():
    block, condition, note = Ground("b"), Ground("c"), Ground("n")
    noted = RouteAdvice(destination=Destination.PUBLIC_API, notes=(note,))
    conditional = replace(noted, conditions=(condition,))
    blocked = replace(conditional, blocks=(block,))

    assert noted.reasons == (note,)
    assert conditional.reasons == (condition,)
    assert blocked.reasons == (block,)


def test_there_is_no_advice_on_an_intention_that_is_undecided():
    assert advice_for_intent(SHOP) is None


def test_the_advice_on_an_intention_is_that_of_its_place():
    assert advice_for_intent(CLINIC) == advise_on(CLINIC, Destination.PUBLIC_API)


def test_the_intention_does_not_change_the_advice():
    assert advise(CLINIC) == advise(replace(CLINIC, destination=Destination.OWN_DEPLOYMENT))


def test_every_sentence_of_advice_is_one():
    everything = Scope(
        sector=Sector.LEGAL,
        handles_phi=True,
        eu_personal_data=True,
        cardholder_data=True,
        glba_data=True,
        zero_retention_needed=True,
        questionnaire_owed=True,
    )

    for advice in advise(everything):
        for said in (*advice.reasons, *advice.notes, *advice.remedies):
            assert said.sentence[0].isupper()
            assert said.sentence.endswith(".")
            assert "!" not in said.sentence


@pytest.mark.parametrize("name", [*Verdict])
def test_every_name_has_words(name):
    assert name.label
    assert "_" not in name.label
