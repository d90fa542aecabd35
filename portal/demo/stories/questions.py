"""A questionnaire of a client's customer: answered in its own workbook, accepted by a second."""

from compliance.evidence import actions
from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceKind
from engagements.lifecycle.models import Engagement
from portal.demo import papers
from portal.demo.drain import drain
from portal.demo.stories.teller import Teller
from portal.demo.workbooks import workbook

HEAD = ("No.", "Question", "Answer", "Remarks")
COVER = (
    ("Bayside Insurance: questionnaire for suppliers that process health data",),
    ("Answer each question with Yes, No or Not applicable, and add a remark where it helps.",),
    ("Completed for", "Meridian Health, discharge summaries"),
)
SECURITY = (
    HEAD,
    ("Hosting",),
    (
        "1.1",
        "Does protected health information (PHI) leave the network that you control?",
        "No",
        "The model runs in our own account at the cloud host, without a route to the internet.",
    ),
    (
        "1.2",
        "In which regions is the information stored and processed?",
        "us-east-1 alone",
        "",
    ),
    (
        "1.3",
        "Is a service auditor's report available for the cloud host?",
        "Yes",
        "SOC 2 Type II on the host's controls, with the period named in it. It speaks for the "
        "host; our own duties beside it are listed in the packet.",
    ),
    ("Access",),
    (
        "2.1",
        "Is access to the service tied to named people?",
        "Yes",
        "By the hospital's own directory.",
    ),
    ("2.2", "Do you require more than one factor from everybody with access?", "Yes", ""),
    (
        "2.3",
        "How soon is the access of people who leave withdrawn?",
        "On the same day",
        "Human resources closes the account; the service asks the directory at each log-in.",
    ),
    ("2.4", "Are log-ins and changes of access kept for at least six years?", "Yes", ""),
    ("Encryption",),
    ("3.1", "Is information encrypted where it is stored?", "Yes", "With keys that we hold."),
    ("3.2", "Is information encrypted on its way?", "Yes", "TLS 1.2 or later."),
    ("3.3", "How often are the keys replaced?", "TBD", "A date is to be agreed."),
    ("Incidents",),
    (
        "4.1",
        "Is there a written plan for incidents that was tried within twelve months?",
        "Yes",
        "Tried on paper with the clinic's privacy officer.",
    ),
    (
        "4.2",
        "Within what time do you tell us of a breach of unsecured PHI?",
        "Without unreasonable delay, and no later than 60 days after it is discovered",
        "As 45 CFR 164.410 has it; the agreement names the days.",
    ),
)
MODEL = (
    HEAD,
    ("5.1", "Which model is used, and who operates it?", "Llama 3.1 70B, operated by us", ""),
    ("5.2", "Is our information used to train a model?", "No", ""),
    (
        "5.3",
        "Are prompts or outputs kept after the answer was given?",
        "Yes, in the record of the visit",
        "The draft becomes a part of the record once a physician has signed it.\n"
        "What was not signed is removed with the session.",
    ),
    ("5.4", "Does a person read each output before it is used?", "Yes", "The physician who signs."),
    ("5.5", "How is the accuracy of outputs measured?", "", ""),
    ("5.6", "Are outputs used to decide about treatment without a person?", "No", ""),
)


def answer(teller: Teller, engagement: Engagement, *, days: int) -> None:
    """The consultant records what was answered; read by the worker, the signatory accepts it."""
    by, at = teller.consultant, teller.at(days)
    sheets = {"About": COVER, "Security": SECURITY, "Language model": MODEL}
    with teller.inside(engagement, by):
        held = actions.record_evidence(
            engagement=engagement,
            kind=EvidenceKind.ANSWERED_QUESTIONNAIRE,
            title="Supplier questionnaire of Bayside Insurance",
            received=papers.paper("bayside-questionnaire.xlsx", workbook(sheets)),
            effective_from=teller.day(days),
            effective_until=teller.day(days - 364),
            note="Asked by the customer with its contract of this year.",
            by=by,
            at=at,
            today=teller.day(days),
        )
    drain()
    with teller.inside(engagement, teller.signatory):
        actions.accept_evidence(
            held=HeldEvidence.objects.get(pk=held.pk),
            by=teller.signatory,
            at=at,
            today=teller.day(days),
        )
