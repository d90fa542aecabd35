"""The same promise in the words of several drafting traditions, and words that promise nothing."""

import pytest

from compliance.dpa.rules.finding import Strength, find
from compliance.reading.rules import paper_of


def found_in(text):
    return find(
        paper_of(f"# Agreement\n\nBetween Northwind and the Customer.\n\n{text}\n", marked=True)
    )


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (
            "28(3)(a)",
            "Northwind acts solely upon the written directions of the Buyer when it handles data.",
        ),
        ("28(3)(a)", "We use personal data to run the service and as you tell us to, in writing."),
        (
            "28(3)(a)",
            "The use of data shall be limited to the documented instructions in this contract.",
        ),
        (
            "28(3)(a)",
            "The data is processed only within what the Client has instructed in writing.",
        ),
        (
            "28(3)(b)",
            "Everybody who works with the data is contractually required to keep it secret.",
        ),
        (
            "28(3)(b)",
            "Any person it lets handle the data shall be subject to a duty of confidence.",
        ),
        ("28(3)(b)", "Our team is bound by confidentiality clauses."),
        ("28(3)(c)", "We protect the data with appropriate measures against loss."),
        ("28(3)(c)", "Northwind keeps in place physical, electronic and managerial procedures."),
        ("28(3)(c)", "Northwind protects the data in accordance with its Security Policy."),
        ("28(3)(c)", "Northwind ensures security in accordance with Art. 32 GDPR."),
        (
            "28(2)",
            "Northwind may not subcontract its work without the Client's prior authorisation.",
        ),
        ("28(2)", "The Buyer grants Northwind permission to appoint sub-processors."),
        ("28(2)", "Use of subcontractors requires the Client's approval."),
        ("28(2)", "No sub-processor is used without telling the Controller first."),
        (
            "28(4)",
            "Northwind must pass on its obligations under this contract to its subcontractors.",
        ),
        (
            "28(4)",
            "Our contracts with sub-processors hold them to the standards of this agreement.",
        ),
        (
            "28(4)",
            "Northwind imposes on each sub-processor the duties it owes under this agreement.",
        ),
        ("28(3)(e)", "Northwind gives reasonable cooperation with subject access requests."),
        (
            "28(3)(e)",
            "The Contractor supports the Client in fulfilling requests of the persons concerned.",
        ),
        ("28(3)(e)", "Northwind passes on each complaint that it receives from a data subject."),
        ("28(3)(f)", "Northwind supports the Client in matters of GDPR compliance."),
        ("28(3)(f)", "Northwind shall assist with the assessment of the impact of the processing."),
        (
            "breach-notice",
            "We let you know within 20 hours if your data is lost or there is a data leak.",
        ),
        (
            "breach-notice",
            "The Contractor reports immediately any violations of the protection of the data.",
        ),
        (
            "breach-notice",
            "You will be notified within 20 hours of our confirming a breach of the data.",
        ),
        ("28(3)(g)", "When the contract ends, Northwind gives back or wipes all data."),
        ("28(3)(g)", "Once we stop providing the service we return your data or delete it."),
        (
            "28(3)(h)",
            "Northwind gives, on request, what information you need to check its compliance.",
        ),
        ("28(3)(h)", "The Contractor demonstrates to the Client that it meets its obligations."),
        (
            "28(3)(h)",
            "The Customer may ask Northwind for evidence that it complies with this agreement.",
        ),
        (
            "audit",
            "The Client may satisfy itself that the measures are kept by means of spot checks.",
        ),
        ("audit", "Northwind submits to inspections by the Controller."),
        (
            "transfers",
            "Each relocation to a third country needs the Client's consent and Art. 44 GDPR.",
        ),
        ("transfers", "Data is sent only to countries with an adequacy decision."),
        ("transfers", "Your data stays in the EU."),
        (
            "training-on-data",
            "The Customer's prompts and outputs are not used to improve any model.",
        ),
        ("training-on-data", "No training on customer data."),
    ],
)  # fmt: skip
def test_a_promise_is_found_in_the_words_of_another_tradition(item, text):
    assert item in found_in(f"## Terms\n\n{text}")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("audit", "## Audits\n\n- Once per year, on 20 days' notice"),
        ("28(3)(g)", "## End\n\n- Return or destruction of all data"),
        ("28(3)(h)", "## Audits\n\n- Information on its processing is provided"),
        ("breach-notice", "## Breaches\n\n- Notification within 20 hours"),
        (
            "subprocessor-notice-days",
            "## Sub-processor changes\n\n- **When**: 20 days prior notice",
        ),
        (
            "28(2)",
            "## Sub-processors\n\nThe Customer approves the providers that are listed below.",
        ),
    ],
)  # fmt: skip
def test_a_bullet_is_read_with_the_title_it_stands_under(item, text):
    assert item in found_in(text)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("28(3)(a)", "The Controller shall ensure that its instructions comply with the law."),
        ("28(3)(a)", "Northwind deletes data upon the instruction of the Customer."),
        ("28(3)(b)", "Each party keeps the other party's confidential information confidential."),
        ("28(3)(c)", "The Customer is responsible for appropriate security of its account."),
        ("28(3)(c)", "The Client uses external auditors to verify the adequacy of its measures."),
        ("28(3)(e)", "The Customer is responsible for answering requests of data subjects."),
        ("28(3)(f)", "The Customer shall carry out data protection impact assessments."),
        ("28(3)(g)", "Northwind helps with subject access requests and requests for erasure."),
        ("audit", "The Customer shall permit Northwind to audit its use of the licences."),
        (
            "breach-notice",
            "Northwind pays for a breach of this agreement within 20 days of notice.",
        ),
        ("breach-notice", "The Customer shall notify Northwind immediately of any breach."),
        ("28(4)", "Northwind keeps a list of sub-processors."),
        ("transfers", "This applies to data subjects located in the European Union."),
        ("training-on-data", "Staff receive annual training on privacy."),
    ],
)  # fmt: skip
def test_words_of_the_same_sound_promise_nothing(item, text):
    assert item not in found_in(f"## Terms\n\n{text}")


def test_pieces_of_a_short_list_are_shown_together_with_what_leads_them():
    text = (
        "## End\n\nUpon termination Northwind will:\n"
        "- delete all data within 20 days, or\n- return it\n"
    )

    place = found_in(text)["28(3)(g)"].places[0]

    assert place.passage.words.startswith("Upon termination Northwind will:")
    assert place.passage.words.endswith("return it")


def test_a_breach_is_found_where_only_the_lead_in_says_who_is_told():
    text = (
        "## Notices\n\nNorthwind shall, without undue delay, notify the Client if:\n"
        "- it moves its offices; or\n- it becomes aware of a personal data breach.\n"
    )

    assert "personal data breach" in found_in(text)["breach-notice"].places[0].passage.words


def test_the_controllers_own_time_for_the_authority_is_not_taken_for_the_vendors():
    text = (
        "## Help\n\nNorthwind shall assist the Controller with:\n\n"
        "a. the Controller's obligation to notify, not later than 72 hours after it became aware, "
        "a personal data breach to the supervisory authority;\n\n"
        "## Breaches\n\n1. Northwind shall notify the Controller of a breach without undue delay.\n"
        "2. The notification shall be made within 20 hours.\n"
    )

    assert found_in(text)["breach-notice"].value.number == 20


def test_clauses_between_controller_and_processor_are_the_agreement_itself():
    text = (
        "SECTION I\n\nClause 1\n\nPurpose and scope\n\n(a) These clauses meet Article 28(3).\n\n"
        "Clause 7\n\n(a) The processor shall process data only on documented instructions.\n"
    )

    assert found_in(text)["28(3)(a)"].strength is Strength.FULL


def test_attached_clauses_with_an_importer_stay_attached():
    text = (
        "Clause 1\n\nPurpose and scope\n\nThe data importer agrees.\n\n"
        "The data exporter agrees.\n\n"
        "Clause 8\n\nThe data importer shall process the data only on documented instructions.\n"
    )

    assert found_in(text)["28(3)(a)"].strength is Strength.WEAK


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("28(2)", "The Customer authorises sub-processors. Northwind gives notice of new ones by "
         "updating the list."),
        ("28(3)(d)", "The Customer agrees that Northwind may use sub-processors."),
        ("breach-notice", "Northwind gives notice without undue delay of a breach for which "
         "notification to the Customer is required."),
    ],
)  # fmt: skip
def test_what_keeps_something_back_is_weak(item, text):
    assert found_in(f"## Terms\n\n{text}")[item].strength is Strength.WEAK


@pytest.mark.parametrize(
    ("item", "text", "number"),
    [
        (
            "deletion",
            "## End\n\nAfter 20 days for export, Northwind deletes all data within 40 days "
            "of termination.",
            40,
        ),
        (
            "deletion",
            "## End\n\nOn termination Northwind deletes copies within 40 days, save for the 9-year "
            "statutory retention of invoices.",
            40,
        ),
        (
            "subprocessor-notice-days",
            "## Sub-processors\n\nChanges will be communicated 20 work days in advance.",
            20,
        ),
        (
            "subprocessor-notice-days",
            "## Sub-processors\n\nA new one takes effect 20 days after the Customer was notified.",
            20,
        ),
        (
            "audit",
            "## Audits\n\nNorthwind allows audits on notice (not less than 20 days, unless a "
            "breach asks for a shorter period).",
            20,
        ),
    ],
)
def test_of_several_times_the_one_that_belongs_to_the_duty_is_read(item, text, number):
    assert found_in(text)[item].value.number == number


def test_information_that_shows_compliance_is_no_help_with_requests_of_people():
    text = (
        "## Data subject rights\n\nNorthwind cannot fulfil direct requests of data subjects.\n\n"
        "Northwind provides information necessary to demonstrate compliance.\n"
    )

    assert "28(3)(e)" not in found_in(text)
