"""Elements of a BAA in the words of several drafting traditions, and words that only sound so."""

import pytest

from compliance.agreements.rules.finding import propose
from compliance.agreements.rules.finding.parties import parties_of
from compliance.reading.rules import paper_of

OPENING = """\
# Business Associate Agreement

Between Alpha Hospital ("Covered Entity" or the "Practice") and Beta LLC ("Business Associate",
"BA" or "BetaCare").

"""


def proposed(text):
    found = propose(paper_of(f"{OPENING}{text}\n", marked=True))
    return {one.element: one.passage.words for one in found.elements if one.passage}


def clock_of(text):
    return propose(paper_of(f"{OPENING}{text}\n", marked=True)).clock


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("permitted-uses", "BA is authorised to use PHI to carry out its tasks for the Practice."),
        ("permitted-uses", "The permitted uses are storing and showing PHI for the Practice."),
        ("use-limits", "BA will refrain from using PHI otherwise than as the law permits."),
        ("use-limits", "BA limits its use of PHI to that which the law or this BAA allows."),
        ("use-limits", "Any disclosure of PHI that is not expressly permitted here is prohibited."),
        ("use-limits", "Except as the law permits, PHI shall not be used or disclosed by BA."),
        ("safeguards", "BA protects PHI with reasonable technical and physical safeguards."),
        ("safeguards", "BA must take reasonable measures to safeguard PHI from misuse."),
        ("security-rule-compliance", "BA shall follow the Security Rule for all ePHI."),
        ("report-unpermitted-use", "BA tells the Practice of any impermissible use of PHI."),
        ("report-unpermitted-use", "BA shall report each disclosure inconsistent with this BAA."),
        ("report-breach-410", "BA tells the Practice of a breach of unsecured PHI in 10 days."),
        ("report-breach-410", "On discovery of a Breach, BA shall make the Practice aware of it."),
        ("security-incidents", "Security Incidents shall be brought to the Practice's attention."),
        ("subcontractors", "A subcontractor must accept restrictions equal to these in writing."),
        ("access-524", "BA helps the Practice to let an individual see or get a copy of PHI."),
        ("amendment-526", "BA shall incorporate any changes to PHI that the Practice agreed to."),
        ("accounting-528", "BA records disclosures so that the Practice can account for them."),
        (
            "subpart-E-obligations",
            "To the extent BA agrees to carry out any of the Practice's obligations under Subpart "
            "E, it shall comply with its requirements.",
        ),
        ("books-and-records-HHS", "BA lets the Secretary examine its practices about PHI."),
        ("return-or-destroy", "When the agreement ends, BA hands back or deletes all PHI."),
        ("termination-for-violation", "The Practice may cancel the BAA on a material breach."),
    ],
)  # fmt: skip
def test_an_element_is_found_in_the_words_of_another_tradition(element, text):
    assert element in proposed(f"## Terms\n\n{text}")


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("permitted-uses", "## Permitted uses\n\n- Provide the Services to the Practice"),
        ("subcontractors", "## Subcontractors\n\n- Written agreements with the same obligations"),
        ("return-or-destroy", "## Effect of termination\n\nAll PHI shall be returned by BA."),
    ],
)
def test_a_bullet_is_read_with_the_title_it_stands_under(element, text):
    assert element in proposed(text)


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("use-limits", "## Minimum\n\nBA shall limit its use of PHI to the minimum necessary."),
        ("return-or-destroy", "## Term\n\nThis BAA terminates when all PHI is destroyed."),
        ("amendment-526", "## Term\n\nThis BAA ends if the Privacy Rule is amended or repealed."),
        (
            "security-rule-compliance",
            "## General\n\nIf a provision is invalid, the remainder of this BAA shall stand, "
            "provided that this BAA continues to satisfy the Security Rule.",
        ),
        (
            "security-rule-compliance",
            "## Records\n\nBA will retain records that demonstrate compliance for six years "
            "(45 CFR 164.316).",
        ),
        (
            "subpart-E-obligations",
            "## Services\n\nBA performs functions on behalf of the Practice in compliance with "
            "the Privacy Rule.",
        ),
    ],
)
def test_words_of_the_same_sound_are_not_the_element(element, text):
    assert element not in proposed(text)


def test_a_party_is_known_by_what_it_is_said_to_be():
    text = (
        "# Agreement\n\nBetween Dr Gamma (DENTIST) and Beta LLC (\"Business Associate\").\n\n"
        "DENTIST is a practitioner and is a \"covered entity\" under HIPAA.\n\n"
        "## Duties\n\nDENTIST shall use appropriate safeguards to prevent misuse of PHI.\n"
    )  # fmt: skip

    found = propose(paper_of(text, marked=True))

    assert found.of("safeguards").passage is None


def test_times_that_begin_the_points_of_a_list_are_read_with_their_lead_in():
    text = (
        "## Breaches\n\nBA shall report a Breach of Unsecured PHI to the Practice within:\n"
        "- **20 hours** of discovery for the worst\n- **50 hours** of discovery for others\n"
    )

    assert str(clock_of(text)) == "50 hours"


@pytest.mark.parametrize(
    ("element", "text", "words"),
    [
        (
            "permitted-uses",
            "## Uses\n\nBA shall only use PHI as reasonably necessary to furnish its work.",
            "reasonably necessary",
        ),
        (
            "permitted-uses",
            "## Uses\n\nBA may use PHI to host and support the charting software.",
            "charting software",
        ),
        (
            "permitted-uses",
            "## Uses\n\nBA does not use PHI except for providing the Services to the Practice.",
            "providing the Services",
        ),
        (
            "use-limits",
            "## Uses\n\nBA uses PHI as this BAA permits and shall make no other use or disclosure "
            "of it. It may not otherwise disclose PHI.",
            "no other use",
        ),
        (
            "use-limits",
            "## Uses\n\nBA may disclose PHI where permitted, but must not otherwise disclose it.",
            "otherwise",
        ),
        (
            "use-limits",
            "## Duties\n\nBA agrees to:\n\nA. process PHI only as allowed by this BAA;\n\n"
            "B. be fair.",
            "process PHI",
        ),
        (
            "use-limits",
            "## Uses\n\nBA shall not use Medical Information except for its tasks under the "
            "Contract.",
            "Medical Information",
        ),
        (
            "report-unpermitted-use",
            "## Duties\n\nBA agrees to:\n\nA. be fair;\n\n"
            "B. tell the Practice of any disclosure of PHI not expressly allowed here, and notify "
            "it of any use not explicitly permitted.",
            "not expressly allowed",
        ),
        (
            "security-incidents",
            "## Reports\n\nBA shall alert the Practice to any suspected breach of its security.",
            "breach of its security",
        ),
        (
            "return-or-destroy",
            "## End\n\nAfter termination the Practice may export all PHI for ten days; it is then "
            "erased.",
            "may export",
        ),
        (
            "termination-for-violation",
            "## End\n\nAny violation of this BAA by BA is grounds for prompt termination of the "
            "Contract.",
            "grounds",
        ),
    ],
)
def test_the_passage_itself_is_found_in_the_words_of_another_tradition(element, text, words):
    assert words in proposed(text)[element]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (
            "permitted-uses",
            "## Work\n\nBA performs services for the Practice that may require the use of PHI.",
        ),
        (
            "return-or-destroy",
            "## End\n\nOn termination the parties acknowledge that no PHI is there to be returned "
            "or destroyed.",
        ),
        (
            "termination-for-violation",
            "## End\n\nThe Practice may end dealings if BA is a defendant charged with fraud.",
        ),
        (
            "security-rule-compliance",
            "## General\n\nA part of this BAA that is held invalid by a court shall be read anew "
            "by the parties, and the other parts of it shall stand as they are. If it does not, "
            "then the parties shall renegotiate so that it does comply with the Security Rule.",
        ),
    ],
)
def test_a_description_or_a_case_of_its_own_is_not_the_element(element, text):
    assert element not in proposed(text)


def test_a_sentence_is_found_among_others_that_speak_against_it():
    text = (
        "## Term\n\nThis BAA begins today and remains in effect until all PHI is destroyed. "
        "Either party may terminate it at any time by notice to the other. On termination, BA "
        "shall return or destroy all PHI that it holds in any form."
    )

    words = proposed(text)["return-or-destroy"]

    assert words.startswith("On termination")


def test_whose_duty_it_is_is_not_told_by_a_subordinate_clause():
    text = (
        "## Accounting\n\nWithin ten days of any disclosure of health records, made in whatever "
        "form, in whatever way and to whomever, for which the Practice is required to account "
        "to a patient, BA shall make available what is required for an accounting of disclosures."
    )

    assert "accounting-528" in proposed(text)


def test_a_company_without_a_role_is_known_by_the_duties_it_bears():
    text = (
        "# Agreement\n\nBetween Gamma Inc. (\"Company\") and the clinic (\"Covered Entity\").\n\n"
        "## Duties of Company\n\nCompany shall keep records. Company will train its staff. "
        "Company agrees to be fair.\n\n"
        "## Notices\n\nCompany shall report a Breach of Unsecured PHI to Covered Entity in no "
        "case later nine days after discovery.\n"
    )  # fmt: skip

    found = propose(paper_of(text, marked=True))

    assert str(found.clock) == "9 days"
    assert "Unsecured PHI" in found.of("report-breach-410").passage.words


def test_a_party_without_a_role_and_hardly_a_duty_is_not_taken_for_the_business_associate():
    text = (
        "# Agreement\n\nBetween Beta LLC, the clinic (\"Covered Entity\") and (\"Guarantor\").\n\n"
        "## Duties\n\nBusiness Associate shall keep records. Guarantor shall pay. Guarantor shall "
        "report. Guarantor shall stay.\n"
    )  # fmt: skip

    assert "guarantor" not in parties_of(paper_of(text, marked=True)).associate


def test_a_duty_about_what_happens_by_any_means_is_no_definition():
    text = (
        "## Security\n\nBA guards ePHI by any means that is in compliance with the Security Rule."
    )

    assert "security-rule-compliance" in proposed(text)


def test_a_party_is_known_by_what_it_is_to_the_other():
    text = (
        '# Addendum\n\nBetween Northside PLLC ("Customer") and Delta Inc. ("Delta"). Customer is '
        "a covered entity and Delta is its business associate.\n"
    )

    parties = parties_of(paper_of(text, marked=True))

    assert "delta" in parties.associate
    assert "customer" in parties.entity
