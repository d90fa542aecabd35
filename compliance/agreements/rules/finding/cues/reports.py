"""What is reported: uses not provided for, breaches, security incidents."""

from compliance.agreements.rules.finding.cues.terms import REPORT, UNPERMITTED, Sought, Way

REPORTS = (
    Sought(
        "report-unpermitted-use",
        (
            Way(
                7.5,
                rf"\b(?:use|uses|used|disclosures?|disclosed|access|acquisition)\b.{{0,140}}"
                rf"{UNPERMITTED}|"
                rf"{UNPERMITTED}.{{0,30}}\b(?:use|uses|disclosures?|access)\b",
                (rf"\b{REPORT}",),
            ),
        ),
        (
            (rf"{REPORT}\w*.{{0,90}}\b(?:any|all|each|every)\b.{{0,40}}\b(?:use|disclosure)", 2),
            (r"becomes? aware|discover|knowledge", 1),
            (r"not (?:provided|permitted|authori[sz]ed)", 1),
            (r"\bmitigat", -1.5),
            (r"\bindemn", -4),
            (r"subcontractors?\b.{0,60}\breport", -1),
            (r"\bpenalt|\bsanction", -2),
            (r"notice of privacy practices|changes in, or revocation|restriction (?:on|to)", -6),
            (
                r"reasonable assurances|person notifies|recipient (?:notifies|will notify)|"
                r"third party",
                -3.5,
            ),
            (r"\bsecretary\b", -1),
            (r"\bmaterial (?:breach|term)|\bcure\b", -5),
            (r"unsuccessful", -0.7),
            (r"(?:shall|will|is) not (?:be )?(?:required|obligated) to report", -2),
        ),
        r"report|unauthori[sz]ed|improper|notif|incident|breach",
        without=r"(?:attempted or )?(?:successful )?un-?authori[sz]ed (?:acquisition, )?access, "
        r"(?:acquisition, )?use, (?:or )?disclosure(?:, (?:modification|or)[^.;]*)?|"
        r"un-?authori[sz]ed access(?! or)",
    ),
    Sought(
        "report-breach-410",
        (
            Way(
                7.5,
                r"\bbreach(?:es)?\b.{0,200}(?:unsecured|164\.4(?:10|02)|phi\b|protected health|"
                r"discover|"
                r"unreasonable delay|within|immediately|privacy)|(?:unsecured|phi|data|privacy|"
                r"security|"
                r"hipaa|suspected|report any|potential) breach",
                (rf"\b{REPORT}",),
            ),
            Way(6.5, r"164\.410", (rf"\b{REPORT}|notice|breach",)),
            Way(
                6,
                r"(?:discover\w*|learn\w*|aware)\b.{0,30}\bbreach",
                (rf"\b{REPORT}",),
            ),
            Way(
                5.5,
                r"\bbreach(?:es)?\b.{0,80}\b(?:within|hours|days)\b",
                (r"breach.{0,20}notif|report",),
            ),
        ),
        (
            (r"unsecured", 1.5),
            (r"164\.410", 1.5),
            (rf"{REPORT}\w*.{{0,120}}\bbreach", 1.2),
            (r"\b(?:covered entity|customer|client)\b", 0.5),
            (r"unreasonable delay|\bhours\b|\bdays\b|immediately|promptly", 1),
            (
                r"material(?:ly)? breach|breach of (?:this|a material)|breaching party|\bcure\b|"
                r"breached (?:this|a)",
                -6,
            ),
            (r"\bindemn|\bcosts?\b|\breimburs", -2.5),
            (
                r"(?:notif|notice)\w* (?:to )?(?:affected )?individuals|notify individuals|"
                r"\bmedia\b",
                -1.5,
            ),
            (
                r"reasonable assurances|confidentiality of the .{0,20}has been breached|"
                r"person notifies",
                -5,
            ),
            (
                r"^(?:[\d.()a-z]{1,6} )?(?:the |such )?(?:report|notice|"
                r"notification)s? (?:shall|will|must|may)",
                -2,
            ),
            (r"cooperat", -1.2),
            (r"subcontractors?\b", -1),
            (r"content of|shall include|will include", -0.5),
            (r"\bmitigat", -0.7),
        ),
        r"breach|report|notif",
        subject=r"\bbreach",
        without=r"(?:obligations?|duties|duty) to (?:provide )?notif[^.;]*|"
        r"breach[- ]notification (?:rule|obligations?|requirements?|dut(?:y|ies)|provisions?)",
    ),
    Sought(
        "security-incidents",
        (
            Way(8, r"security (?:incident|event|accident)s?", (rf"\b{REPORT}",)),
            Way(
                5,
                r"(?:attempted or )?successful un-?authori[sz]ed access, use, disclosure|"
                r"attempted or successful un-?authori[sz]ed (?:access|use)",
                (rf"\b{REPORT}",),
            ),
            Way(
                5.5,
                r"\bbreach(?:es)? of (?:\w+ ){0,2}security\b(?! (?:rule|standards|regulations))|"
                r"\bintrusions?\b",
                (rf"\b{REPORT}",),
            ),
        ),
        (
            (rf"{REPORT}\w*.{{0,120}}security (?:incident|event|accident)", 1.5),
            (r"becomes? aware|discover", 1),
            (r"\bany\b.{0,30}security (?:incident|event)", 1),
            (r"unsuccessful|pings", -0.8),
            (
                r"(?:is|shall|will) not (?:be )?(?:required|obligated) to report|"
                r"not require reporting",
                -2.5,
            ),
            (r"discovery of a (?:breach|security)|deemed", -2),
            (r"procedures|response plan|policies|playbook", -2),
            (r"subcontractors?\b", -1.2),
            (r"\bindemn|\bcosts?\b", -3),
            (r"\bmitigat", -0.7),
            (r"cooperat", -1),
        ),
        r"security incident|report|incident|breach|notif",
    ),
)
