"""The rules about reports, reviews, settings, answers and milestones."""

from compliance.clearance.rules.papers import Basis, RequirementKind
from compliance.clearance.rules.rule import (
    ANY_SERVICE,
    CARDHOLDER_DATA,
    EU_PERSONAL_DATA,
    FURTHER_CATEGORIES,
    GLBA_DATA,
    NO_PHI,
    NO_PROCESSOR_LAW,
    PHI,
    QUESTIONNAIRE,
    ZERO_RETENTION,
    Ground,
    Rule,
)
from compliance.clearance.rules.user_controls import USER_CONTROLS
from compliance.vendors.rules import ServiceRole
from engagements.lifecycle.rules import Party, Stage

ASSURANCE: tuple[Rule, ...] = (
    Rule(
        id="SOC-1",
        kind=RequirementKind.SOC2_REPORT,
        title="SOC 2 Type II report on {service}",
        grounds=(
            Ground(
                why=(
                    "No regulation demands a SOC 2 report. It is the partner's standard of "
                    "assurance, and supports the satisfactory assurances that HIPAA asks for. It "
                    "speaks of the vendor's controls in its period and does not transfer to "
                    "anybody else."
                ),
                basis=Basis.STANDARD,
                citations=("supports 45 CFR 164.308(b)(1)",),
                condition=PHI,
            ),
            Ground(
                why=(
                    "No regulation demands a SOC 2 report. It is the partner's standard of "
                    "assurance. It speaks of the vendor's controls in its period and does not "
                    "transfer to anybody else."
                ),
                basis=Basis.STANDARD,
                condition=NO_PHI,
            ),
            Ground(
                why=(
                    "The Safeguards Rule wants service providers assessed periodically; the report "
                    "is the partner's way of supporting that."
                ),
                basis=Basis.STANDARD,
                citations=("supports 16 CFR 314.4(f)(3)",),
                condition=GLBA_DATA,
            ),
            Ground(
                why=(
                    "The scope asks that the report covers processing integrity or privacy, for a "
                    "reason of this engagement that stands there. No law asks for either: they are "
                    "categories a vendor may leave out, and a report without one says nothing of "
                    "it, so it does not count here."
                ),
                basis=Basis.CONTRACT,
                condition=FURTHER_CATEGORIES,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.EVIDENCE,
        settled_by=(
            "accepting a SOC 2 Type II report of {vendor} whose period, with its bridge letter, "
            "reaches today"
        ),
        roles=ANY_SERVICE,
    ),
    USER_CONTROLS,
    Rule(
        id="DPA-1",
        kind=RequirementKind.DPA_REVIEW,
        title="DPA review of {service}",
        grounds=(
            Ground(
                why=(
                    "Whoever processes personal data for another does so under a contract with the "
                    "content that the GDPR lists; the review shows that this one has it."
                ),
                basis=Basis.LAW,
                citations=("GDPR Art. 28(3)", "GDPR Art. 28(2) and (4)", "UK GDPR Art. 28"),
                condition=EU_PERSONAL_DATA,
            ),
            Ground(
                why=(
                    "Service providers have to be bound by contract to safeguard customer "
                    "information; the review shows that this one is."
                ),
                basis=Basis.LAW,
                citations=("16 CFR 314.4(f)(2)",),
                condition=GLBA_DATA,
            ),
            Ground(
                why=(
                    "No law named in these facts demands it. It is the partner's standard to know "
                    "what a vendor may do with the data it is sent."
                ),
                basis=Basis.STANDARD,
                condition=NO_PROCESSOR_LAW,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.EVIDENCE,
        settled_by="reviewing the DPA of {vendor} and having a second person accept the review",
        roles=ANY_SERVICE,
    ),
    Rule(
        id="RET-1",
        kind=RequirementKind.RETENTION,
        title="Retention setting of {service}",
        grounds=(
            Ground(
                why=(
                    "Zero retention is a setting of one account. It does not follow from the "
                    "vendor's certificate or from its BAA, so it is proven."
                ),
                basis=Basis.CONTRACT,
                condition=ZERO_RETENTION,
            ),
            Ground(
                why=(
                    "A vendor's BAA covers PHI in the configuration that it names. Which retention "
                    "this account has is therefore proven, and not assumed."
                ),
                basis=Basis.CONTRACT,
                citations=("supports 45 CFR 164.308(a)(8)",),
                condition=PHI,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.EVIDENCE,
        settled_by=(
            "proof of this account's retention setting, which does not contradict the claim, and a "
            "second person's attestation to a day that is not past"
        ),
        roles=frozenset({ServiceRole.MODEL_API}),
    ),
    Rule(
        id="RET-2",
        kind=RequirementKind.RETENTION,
        title="No prompt or answer kept on {service}",
        grounds=(
            Ground(
                why=(
                    "In an own deployment zero retention is about its own logs: prompt logging, "
                    "traces and back-ups are switched off or limited, and that is proven."
                ),
                basis=Basis.CONTRACT,
                condition=ZERO_RETENTION,
                own=(
                    "No section is cited, because no law named here sets zero retention: whoever "
                    "asks for it does, and the scope says so. That it is shown and not assumed is "
                    "the portal's own rule."
                ),
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.EVIDENCE,
        settled_by=(
            "proof of the deployment's logging settings, which does not contradict the claim, and "
            "a second person's attestation to a day that is not past"
        ),
        roles=frozenset({ServiceRole.CLOUD_HOST}),
    ),
    Rule(
        id="PCI-1",
        kind=RequirementKind.PCI_ATTESTATION,
        title="PCI DSS attestation of {service}",
        grounds=(
            Ground(
                why=(
                    "The card schemes want the compliance of every provider that touches "
                    "cardholder data looked at once a year. A SOC 2 report does not show it."
                ),
                basis=Basis.CONTRACT,
                citations=("PCI DSS v4.0.1, 12.8.4", "PCI DSS v4.0.1, 12.8.5"),
                condition=CARDHOLDER_DATA,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.EVIDENCE,
        settled_by=(
            "recording the attestation of compliance of {vendor} and having a second person accept "
            "it"
        ),
        roles=ANY_SERVICE,
    ),
    Rule(
        id="QST-1",
        kind=RequirementKind.QUESTIONNAIRE,
        title="Security questionnaire answered",
        grounds=(
            Ground(
                why=(
                    "The client owes somebody these answers, and each has to be true: the "
                    "vendor's report speaks for the vendor only."
                ),
                basis=Basis.CONTRACT,
                condition=QUESTIONNAIRE,
                own=(
                    "No section is cited, because no law asks for it: the client owes it to a "
                    "customer. That a second person accepts the answers is the portal's own rule, "
                    "since a wrong one is a wrong statement to whoever asked."
                ),
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.EVIDENCE,
        settled_by="recording the answered questionnaire and having a second person accept it",
    ),
    Rule(
        id="MIL-1",
        kind=RequirementKind.MILESTONES,
        title="Deployment milestones accepted by the client",
        grounds=(
            Ground(
                why=(
                    "The safeguards have to be in place and evaluated before PHI flows: access and "
                    "audit controls, integrity, authentication and transmission security."
                ),
                basis=Basis.LAW,
                citations=("45 CFR 164.312", "45 CFR 164.308(a)(8)"),
                condition=PHI,
            ),
            Ground(
                why=(
                    "It is the partner's standard that the client accepts what was built before "
                    "data flows through it."
                ),
                basis=Basis.STANDARD,
                condition=NO_PHI,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.DEPLOYMENT,
        settled_by="the client accepting every milestone that comes before go-live",
    ),
)
