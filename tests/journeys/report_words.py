"""What the report of the journey says. Company, auditor and persons are made up."""

from collections.abc import Iterator

from compliance.vendors.rules import Category, Criterion, criteria_of

ORGANISATION = "Hartfield Compute, Inc."
SYSTEM = "Elastic Compute Platform"
AUDITOR = "Marlow & Finch LLP"
CATEGORIES = (Category.SECURITY, Category.AVAILABILITY)
EXCEPTION = "HF-058"
SUBTITLE = (
    "Report on the description of the Elastic Compute Platform and on the suitability of the "
    "design and operating effectiveness of its controls relevant to security and availability"
)
SECTIONS = (
    "Section I: Independent Service Auditor's Report",
    "Section II: Assertion of Hartfield Management",
    "Section III: Description of the Elastic Compute Platform",
    "Section IV: Trust Services Criteria, Controls, Tests of Controls and Results",
    "Section V: Other Information Provided by Hartfield",
)

OPINION = (
    (
        "Scope",
        "We have examined the description of the Elastic Compute Platform of Hartfield Compute, "
        "Inc. (Hartfield) throughout the period {period}, and the suitability of the design and "
        "operating effectiveness of the controls stated in it, against the trust services criteria "
        "relevant to security and availability.",
        "Hartfield uses Stonebridge Data Centers, LLC, a subservice organization, for the halls in "
        "which its machines stand, and Pellworm Identity, Inc., a subservice organization, for the "
        "sign-in of its staff. The description leaves the controls of both out (carve-out method), "
        "and our examination did not extend to them.",
        "The description says that some criteria can be met only if complementary user entity "
        "controls are suitably designed and work. We have not looked at those controls.",
    ),
    (
        "What Hartfield answers for",
        "Hartfield answers for its commitments and requirements, for the description and the "
        "assertion, and for the controls that let it keep what it promised.",
    ),
    (
        "What we answer for",
        "Our part is an opinion, based on our examination, which we carried out under the "
        "attestation standards of the American Institute of Certified Public Accountants. We "
        "believe that what we obtained is enough to rest this opinion on.",
    ),
    (
        "Limits that no control escapes",
        "The description is written for a broad range of users. Controls may miss an error, and "
        "what is concluded here does not carry over to a later time.",
    ),
    (
        "Opinion",
        "In our opinion, in all material respects, the description presents the Elastic Compute "
        "Platform that was designed and implemented throughout the period {period}, the controls "
        "stated in it were suitably designed, and they operated effectively throughout that "
        "period, if the controls of the subservice organizations and of user entities did so too.",
    ),
    (
        "Restricted use",
        "This report is intended solely for Hartfield, for user entities of the platform in that "
        "period, and for their auditors. It is not meant for, and must not be used by, anybody "
        "else.",
    ),
)

ASSERTION = (
    "We have prepared the description of the Elastic Compute Platform throughout the period "
    "{period}, for readers who want to judge the risks that come with its use.",
    "We confirm, to the best of our knowledge, that the description presents the platform that was "
    "designed and implemented in that period, and that the controls stated in it were suitably "
    "designed and operated effectively, measured against the trust services criteria relevant to "
    "security and availability.",
    "Hartfield uses Stonebridge Data Centers, LLC and Pellworm Identity, Inc. as subservice "
    "organizations. The description excludes their controls.",
)

DESCRIPTION = (
    (
        "What Hartfield Does",
        "Hartfield rents out machines with accelerators by the hour and by the year. It was "
        "founded in 2014, and some three hundred people work for it at two places.",
        "Customers bring their own programs, data and keys. Hartfield does not look into them.",
    ),
    (
        "Commitments and Requirements",
        "Hartfield promises its customers in contracts that access is limited to those who need "
        "it, that machines are reachable for 99.9 per cent of each month, and that incidents are "
        "told within three days.",
    ),
    (
        "Infrastructure",
        "The platform is made of racks of machines in seven halls, a network between them, and a "
        "control plane that runs three times over. Block and object storage are encrypted with "
        "keys of the customer where the customer turns that on.",
    ),
    (
        "Software",
        "The control plane, the console and the interface for programs are Hartfield's own. Every "
        "change is reviewed by a second engineer and tried out before it reaches customers.",
    ),
    (
        "People",
        "A head of security reports to the board. Engineers on call work in three shifts. "
        "Everybody is trained in the first month and once a year.",
    ),
    (
        "Procedures",
        "Policies are kept in one place, have an owner, and are looked at every year. Exceptions "
        "from them are written down with an end.",
    ),
    (
        "Data",
        "Data of customers stays in the region that they choose. On disks that leave a hall it is "
        "destroyed before.",
    ),
    (
        "Incidents of the Period",
        "There was no incident in the period that kept Hartfield from its commitments.",
    ),
    (
        "Changes in the Period",
        "The region us-east-1 was extended by one hall. Nothing else changed that readers would "
        "want to know.",
    ),
)
HALL = "The drawing shows rows, doors and cameras as they were on the last day of the period."

CARVED_OUT = (
    "Hartfield uses the following subservice organizations. Their controls are carved out of this "
    "description; the criteria are those that they have to meet together with Hartfield."
)
SUBSERVICE = (
    ("Subservice organization", "Services", "Method", "Criteria"),
    ("Stonebridge Data Centers, LLC", "Halls, power and guards", "Carve-out", "CC6.4, A1.2"),
    ("Pellworm Identity, Inc.", "Sign-in of staff", "Carve-out", "CC6.1"),
)
LEFT_TO_USERS = (
    "Hartfield designed its controls on the assumption that user entities have controls of their "
    "own. These are the ones that the criteria rest on."
)
CUECS = (
    ("No.", "Complementary user entity control", "Criteria"),
    ("U-01", "Grant and remove access to the account of the user entity.", "CC6.2"),
    ("U-02", "Look through the rights of its own users at least every quarter.", "CC6.3"),
    ("U-03", "Turn on encryption of volumes with sensitive data, and keep the keys.", "CC6.1"),
    ("U-04", "Set the rules of its private networks so that only what is needed passes.", "CC6.6"),
    ("U-05", "Review the activity log of the account and follow what looks odd.", "CC7.2"),
    ("U-06", "Tell Hartfield without delay of incidents that touch the platform.", "CC7.4"),
    ("U-07", "Keep the contacts for security notices up to date.", "CC2.3"),
    ("U-08", "Make back-ups of its own data and try to restore from them.", "A1.2, A1.3"),
)

HOW_TESTED = (
    "We asked those who perform a control, watched it, inspected what it leaves behind, and did "
    "it again ourselves where that was possible. Samples were drawn from populations whose "
    "completeness we had checked.",
    "What follows gives, for each criterion, the controls that Hartfield stated, our tests, and "
    "their results.",
)
COLUMNS = ("Control", "Description of the control", "Test by the auditor", "Result")
CLEAN = "No exceptions noted."
FOUND = (
    "Exception noted. For 2 of 40 people who had left, access was removed four and nine days "
    "after the day on which they left; the policy allows one day."
)
_CONTROLS = (
    (
        "A written procedure on {topic} has an owner, who looks at it every year and has it "
        "approved by the head of security.",
        "Inspected the procedure, the entry of its last review, and the approval.",
    ),
    (
        "Work that concerns {topic} is kept in tickets that say who asked, who approved and who "
        "did it, and when.",
        "For a sample of 25 tickets, inspected request, approval and record of the work.",
    ),
    (
        "The security committee hears every quarter how {topic} stands, and follows what is open "
        "to its end.",
        "Inspected the minutes of two quarters, and traced what was open in them.",
    ),
)
_LEAVERS = (
    "Access of people who leave is removed within one day of the day on which they leave.",
    "For a sample of 40 people who had left, compared the days on which access was removed.",
)
RESPONSES = (
    ("Control", "Criterion", "Exception", "Management's response"),
    (
        EXCEPTION,
        "CC6.2",
        "Access of 2 of 40 people who had left was removed late.",
        "The notice of the last day now goes from the personnel system to the directory by "
        "itself. Since then nobody's access was removed late, which internal audit has checked.",
    ),
)
NOT_EXAMINED = (
    "What stands in this section comes from Hartfield. It was not part of the examination, and "
    "the opinion does not cover it."
)


def tested() -> Iterator[tuple[Criterion, list[tuple[str, str, str, str]]]]:
    """Each criterion with its controls, tests and results, numbered throughout."""
    number = 0
    for criterion in criteria_of(CATEGORIES):
        rows = []
        for control, test in (*_CONTROLS, *((_LEAVERS,) if criterion.id == "CC6.2" else ())):
            number += 1
            name = f"HF-{number:03}"
            result = FOUND if (control, test) == _LEAVERS else CLEAN
            rows.append((name, control.format(topic=_topic(criterion)), test, result))
        yield criterion, rows


def _topic(criterion: Criterion) -> str:
    return criterion.label[0].lower() + criterion.label[1:]
