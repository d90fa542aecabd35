"""The sentences of the route advice, each with the law or standard it rests on."""

from dataclasses import dataclass

from engagements.lifecycle.rules.scope import Destination, HipaaRole, Sector


@dataclass(frozen=True)
class Ground:
    """One reason or condition in plain words.

    `citation` names section or article; it is empty where good practice speaks and no law does.
    """

    sentence: str
    citation: str = ""


@dataclass(frozen=True)
class Remedy:
    """One way out of a block; `destination` is where it leads, None when the data changes."""

    sentence: str
    destination: Destination | None = None
    citation: str = ""


# A covered entity answers under paragraph (i), a business associate for its subcontractors
# under (ii). An unstated role gets the sections that hold both.
_BAA_CITATIONS = {
    HipaaRole.NONE: "45 CFR 164.502(e), 164.504(e), 164.308(b)",
    HipaaRole.COVERED_ENTITY: "45 CFR 164.502(e)(1)(i), 164.504(e)(2), 164.308(b)(1)",
    HipaaRole.BUSINESS_ASSOCIATE: "45 CFR 164.502(e)(1)(ii), 164.504(e)(5), 164.308(b)(2)",
}
_CLOUD_GUIDANCE = "HHS Guidance on HIPAA and Cloud Computing (2016)"


def no_baa_sold(role: HipaaRole) -> Ground:
    """PHI would reach a vendor that gives no BAA: nothing else can make up for that."""
    return Ground(
        "PHI may reach a vendor only under an executed Business Associate Agreement (BAA), and "
        "this service is sold without one. A SOC 2 report of the vendor does not replace it, "
        "and neither does a retention setting.",
        _BAA_CITATIONS[role],
    )


def vendor_baa(role: HipaaRole) -> Ground:
    """The BAA with the vendor of an API, for exactly what is used."""
    return Ground(
        "A BAA with the vendor has to be executed and has to cover this product, endpoint and "
        "account. That the vendor offers one, or signed one for another product, is not enough.",
        _BAA_CITATIONS[role],
    )


def model_service_baa(role: HipaaRole) -> Ground:
    """The BAA with the cloud host, reaching its model service."""
    return Ground(
        "The BAA with the cloud host has to be executed and has to cover this model service, "
        "model and region; not every service of a host is within its BAA.",
        f"{_BAA_CITATIONS[role]}; {_CLOUD_GUIDANCE}",
    )


def cloud_host_baa(role: HipaaRole) -> Ground:
    """The BAA with the host that stores what the deployed model reads and writes."""
    return Ground(
        "A BAA between the client and its cloud host has to be executed: a host that stores or "
        "processes electronic PHI is a business associate, even when the data is encrypted and "
        "the host holds no key.",
        f"{_BAA_CITATIONS[role]}; 45 CFR 160.103; {_CLOUD_GUIDANCE}",
    )


def partner_baa(role: HipaaRole) -> Ground:
    """The BAA with the implementation partner, who works where PHI is."""
    return Ground(
        "A BAA between the client and the implementation partner has to be executed before the "
        "partner works where PHI is stored or processed.",
        _BAA_CITATIONS[role],
    )


def questionnaire(*, regulated: bool) -> Ground:
    """What a vendor's report may be used for in a security questionnaire."""
    if regulated:
        return Ground(
            "Questionnaire answers about the vendor may point to its SOC 2 report for its period; "
            "answers about the regulated data have to rest on evidence of the client's own."
        )
    return Ground(
        "A questionnaire can often be answered with the vendor's SOC 2 report, provided that the "
        "client's own application handles data sensibly and every answer given is true."
    )


RETENTION_PROVEN = Ground(
    "The retention of prompts and answers has to be configured for this account and proven. "
    "Eligibility for a BAA and zero retention are two independent facts: neither shows the other."
)
RISK_ANALYSIS = Ground(
    "The client's risk analysis has to include this system.", "45 CFR 164.308(a)(1)(ii)(A)"
)
TECHNICAL_SAFEGUARDS = Ground(
    "Access control, audit controls, integrity, authentication and transmission security of the "
    "deployment are the client's to show, since no vendor runs the model.",
    "45 CFR 164.312",
)
PROCESSOR_CONTRACT = Ground(
    "A data processing agreement (DPA) has to be in place with every processor of the personal "
    "data, the host or the vendor included, and with its sub-processors accounted for.",
    "GDPR Art. 28(3), 28(2), 28(4); UK GDPR Art. 28",
)
TRANSFERS = Ground(
    "The data stays in a region inside the EEA or the UK, or a transfer mechanism is named for "
    "every country it reaches, support access included.",
    "GDPR Art. 44 to 49; UK GDPR Art. 44 to 49",
)
CARDHOLDER_AGREEMENT = Ground(
    "Whoever stores or processes cardholder data has to acknowledge in writing its responsibility "
    "for the security of that data. Card numbers removed before the prompt avoid the question.",
    "PCI DSS v4.0.1, 12.8.2",
)
SAFEGUARDS_RULE = Ground(
    "Service providers that get customer information have to be chosen for their safeguards, "
    "bound to them by contract, and assessed periodically. An institution outside the FTC's "
    "jurisdiction, such as a bank, follows its own regulator's rule instead.",
    "16 CFR 314.4(f); 15 U.S.C. 6801(b)",
)
ZERO_RETENTION = Ground(
    "Zero retention has to be approved by the vendor, configured for this account, agreed in "
    "writing and proven; it is not the default, and it does not follow from a certificate."
)
OWN_LOGS = Ground(
    "Zero retention concerns the deployment's own logs: prompt logging, traces and backups have "
    "to be switched off or limited, and that setting proven."
)
QUESTIONNAIRE_OWN_DEPLOYMENT = Ground(
    "Questionnaire answers about the host may point to the host's SOC 2 report for its period; "
    "answers about the model and the application have to rest on the deployment's own evidence."
)
NO_MODEL_PROVIDER_PHI = Ground(
    "PHI stays inside the client's own cloud account. The publisher of the weights receives none, "
    "so it is not a business associate and no BAA with a model provider is needed.",
    "45 CFR 160.103",
)
NO_MODEL_PROVIDER = Ground(
    "Prompts and answers stay inside the client's own cloud account; the publisher of the weights "
    "receives nothing."
)
NOTHING_REGULATED = Ground("None of the facts given puts the data under a law named here.")
REPORT_DOES_NOT_TRANSFER = Ground(
    "A SOC 2 report is an auditor's opinion on the controls of the company it names, over one "
    "period. It does not make the client's own application certified."
)

# Duties of a profession that reach every vendor, whatever the data is called.
PROFESSIONAL_SECRECY = {
    Sector.LEGAL: Ground(
        "A lawyer's duty of confidentiality reaches the vendor: its terms have to bar training on "
        "inputs and disclosure. A tool that learns from its inputs may get a client's "
        "information only with that client's informed consent.",
        "ABA Model Rule 1.6; ABA Formal Opinion 512 (2024)",
    ),
}

WAYS_OUT = (
    Remedy(
        "Deploy an open-weight model inside the client's own cloud, so that no model provider "
        "receives PHI.",
        Destination.OWN_DEPLOYMENT,
    ),
    Remedy(
        "Use a model service of the client's own cloud host that is covered by the host's BAA.",
        Destination.CLOUD_MODEL_SERVICE,
    ),
    Remedy(
        "Use a vendor's API under an executed BAA that covers the product and endpoint.",
        Destination.API_UNDER_BAA,
    ),
    Remedy(
        "Send de-identified data only, with the method and its result on record.",
        citation="45 CFR 164.502(d), 164.514(a) and (b)",
    ),
)
