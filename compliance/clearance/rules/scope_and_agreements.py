"""The rules about the facts and the agreements that have to be there first."""

from compliance.clearance.rules.papers import Basis, RequirementKind
from compliance.clearance.rules.rule import (
    ALWAYS,
    BUSINESS_ASSOCIATE,
    COVERED_ENTITY,
    EU_PERSONAL_DATA,
    PHI,
    ROUTE_DECIDED,
    ROUTE_DECIDED_EU,
    ROUTE_DECIDED_GLBA,
    ROUTE_DECIDED_PHI,
    Ground,
    Rule,
)
from compliance.vendors.rules import ServiceRole
from engagements.lifecycle.rules import Party, Stage

SCOPE_AND_AGREEMENTS: tuple[Rule, ...] = (
    Rule(
        id="SCOPE-1",
        kind=RequirementKind.SCOPE,
        title="The facts of the engagement are stated",
        grounds=(
            Ground(
                why="Every requirement follows from these facts, so none may be open.",
                basis=Basis.STANDARD,
                condition=ALWAYS,
                own=(
                    "No section asks for it: the portal judges nothing before it knows these facts."
                ),
            ),
            Ground(
                why=(
                    "A BAA has to establish which uses and disclosures of PHI are permitted and "
                    "required; that takes the facts of what the model is used for."
                ),
                basis=Basis.STANDARD,
                citations=("supports 45 CFR 164.504(e)(2)(i)",),
                condition=PHI,
            ),
            Ground(
                why=(
                    "A contract with a processor sets out the subject-matter, the nature and "
                    "purpose of the processing and the kinds of data; these are those facts."
                ),
                basis=Basis.STANDARD,
                citations=("supports GDPR Art. 28(3)",),
                condition=EU_PERSONAL_DATA,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.SCOPING,
        settled_by="stating every fact on the scope page",
    ),
    Rule(
        id="SCOPE-2",
        kind=RequirementKind.SERVICES,
        title="The services that touch data are named",
        grounds=(
            Ground(
                why=(
                    "A service, and not a vendor, has a BAA, a report and a retention setting. "
                    "What is not named cannot be checked."
                ),
                basis=Basis.STANDARD,
                condition=ROUTE_DECIDED,
                own="No section asks for the list itself; each paper is asked of a service on it.",
            ),
            Ground(
                why=(
                    "Satisfactory assurances are to be had from every business associate that "
                    "creates, receives, maintains or transmits PHI; so each has to be known."
                ),
                basis=Basis.STANDARD,
                citations=("supports 45 CFR 164.308(b)(1)",),
                condition=ROUTE_DECIDED_PHI,
            ),
            Ground(
                why=(
                    "Processors and the processors they engage need authorisation and a contract; "
                    "so each has to be known."
                ),
                basis=Basis.STANDARD,
                citations=("supports GDPR Art. 28(2) and (4)",),
                condition=ROUTE_DECIDED_EU,
            ),
            Ground(
                why="Service providers are to be chosen, bound and assessed; so each is named.",
                basis=Basis.STANDARD,
                citations=("supports 16 CFR 314.4(f)",),
                condition=ROUTE_DECIDED_GLBA,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.SCOPING,
        settled_by="naming the vendor services of the engagement",
    ),
    Rule(
        id="BAA-1",
        kind=RequirementKind.PARTNER_BAA,
        title="BAA between client and partner",
        grounds=(
            Ground(
                why=(
                    "The partner works where PHI is and is therefore the client's business "
                    "associate; the law wants a written contract before it sees any."
                ),
                basis=Basis.LAW,
                citations=(
                    "45 CFR 164.502(e)(1)(i) and (e)(2)",
                    "45 CFR 164.504(e)(1) and (2)",
                    "45 CFR 164.308(b)(1) and (3)",
                    "45 CFR 164.314(a)",
                ),
                condition=COVERED_ENTITY,
            ),
            Ground(
                why=(
                    "The client is a business associate and the partner, who works where PHI is, "
                    "its subcontractor; the law wants the same written contract between them."
                ),
                basis=Basis.LAW,
                citations=(
                    "45 CFR 164.502(e)(1)(ii) and (e)(2)",
                    "45 CFR 164.504(e)(5)",
                    "45 CFR 164.308(b)(2) and (3)",
                    "45 CFR 164.314(a)(2)(iii)",
                ),
                condition=BUSINESS_ASSOCIATE,
            ),
        ),
        owed_by=Party.PARTNER,
        gates=Stage.AGREEMENTS,
        settled_by=(
            "a BAA that the client has signed, that the partner has countersigned, and that is "
            "in force"
        ),
    ),
    Rule(
        id="BAA-2",
        kind=RequirementKind.VENDOR_BAA,
        title="BAA between client and {vendor} for {service}",
        grounds=(
            Ground(
                why=(
                    "A host that stores or processes electronic PHI is a business associate, even "
                    "when the data is encrypted and the host holds no key."
                ),
                basis=Basis.LAW,
                citations=(
                    "45 CFR 160.103 (business associate)",
                    "45 CFR 164.502(e)",
                    "45 CFR 164.504(e)",
                    "45 CFR 164.308(b)",
                    "HHS Guidance on HIPAA and Cloud Computing (2016)",
                ),
                condition=PHI,
            ),
        ),
        owed_by=Party.CLIENT,
        gates=Stage.EVIDENCE,
        settled_by=(
            "recording the executed BAA with {vendor} that covers {service} and having a second "
            "person accept it"
        ),
        roles=frozenset({ServiceRole.CLOUD_HOST}),
    ),
    Rule(
        id="BAA-3",
        kind=RequirementKind.VENDOR_BAA,
        title="BAA between client and {vendor} for {service}",
        grounds=(
            Ground(
                why=(
                    "A vendor whose model receives PHI is a business associate, whatever its SOC 2 "
                    "status or retention setting. The BAA has to cover this very service."
                ),
                basis=Basis.LAW,
                citations=(
                    "45 CFR 160.103 (business associate)",
                    "45 CFR 164.502(e)",
                    "45 CFR 164.504(e)",
                    "45 CFR 164.308(b)",
                    "45 CFR 164.314(a)",
                ),
                condition=PHI,
            ),
        ),
        owed_by=Party.CLIENT,
        gates=Stage.EVIDENCE,
        settled_by=(
            "recording the executed BAA with {vendor} that covers {service} and having a second "
            "person accept it"
        ),
        roles=frozenset({ServiceRole.MODEL_API}),
    ),
)
