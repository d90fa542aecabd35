"""What passes on to others: subcontractors, and the rights of the individual."""

from compliance.agreements.rules.finding.cues.terms import BELOW, MEANS, PHI, SAME, Sought, Way

PERSONS = (
    Sought(
        "subcontractors",
        (
            Way(
                7.5,
                rf"{BELOW}",
                (
                    r"\b(?:ensure|require|obligat|bind|agree|enter into|execut|obtain|oblige|"
                    r"accept|"
                    r"cause)\w*",
                    SAME,
                ),
            ),
            Way(
                4.5,
                r"\b(?:agreements?|contracts?|baas?)\b",
                (SAME,),
                under=r"sub-?contract|sub-?processor",
            ),
            Way(
                5,
                rf"{BELOW}",
                (
                    r"business associate agreement|\bbaas?\b|written (?:agreement|contract|"
                    r"assurances)|"
                    r"satisfactory assurances|flow-?down",
                    r"\b(?:ensure|require|enter|execut|obtain|have|must|sign)\w*",
                ),
            ),
        ),
        (
            (r"creates?, receives?, maintains?,? (?:or|and) transmits?", 1.5),
            (r"\b(?:ensure|require)s?\b.{0,60}" + BELOW, 1.2),
            (r"agrees? (?:in writing )?to", 0.8),
            (
                r"same (?:restrictions|terms|conditions|obligations|requirements)|at least as|"
                r"no less",
                1.5,
            ),
            (r"in writing|written", 0.5),
            (r"164\.502\(e\)|164\.308\(b\)", 0.8),
            (
                r"\blist of\b|\binventory\b|\bprior (?:written )?(?:notice|consent|approval)\b|"
                r"\bobject\b",
                -1.5,
            ),
            (r"return or destr|\bterminat", -1.2),
            (r"\breport\b|\bnotify\b|security incident", -1.2),
            (r"\bindemn|\bliable\b|\bresponsible for\b", -1.5),
            (r"reasonable assurances from the (?:person|recipient|third)", -3.5),
            (MEANS, -3),
            (r"limit access|\bminimum\b", -1.5),
        ),
        r"sub-?contract|agents?\b|sub-?processor|third part|flow-?down",
    ),
    Sought(
        "access-524",
        (
            Way(
                8,
                r"164\.524",
            ),
            Way(
                6.5,
                r"\b(?:access|available|furnish|copy|copies|inspect)\b",
                (r"designated record set", r"\b(?:available|provide|furnish|access|copy|copies)\b"),
            ),
            Way(
                6,
                r"\b(?:provide|make|furnish|grant|give|permit|allow|assist|meet|help|honor|honour|let|"
                r"enable|respond)\w*\b.{0,120}"
                r"\b(?:access|available|inspect|copies|a copy|to see)\b",
                (PHI, r"\bindividuals?\b|\bpatients?\b|data subject"),
            ),
            Way(6, r"\b(?:see|view|inspect|copy) (?:or \w+ )?their (?:records|information|phi)\b"),
            Way(
                5.5,
                r"\b(?:individual|patient)s?'?(?:'s)? (?:access|rights?)\b|access (?:rights|"
                r"requests?)\b",
                (PHI,),
            ),
            Way(
                5.5,
                r"\b(?:provide|grant|give|furnish)\w* (?:\w+ )?access to\b",
                (PHI, r"\brequest"),
            ),
        ),
        (
            (r"\baccess\b", 1),
            (r"make (?:such |available |\w+ ){0,4}available|provide access|make available", 1),
            (r"individual", 0.6),
            (r"\bforward\b|redirect|directly (?:to|from) (?:the )?business associate", -3),
            (r"164\.526|\bamend", -0.9),
            (r"^(?!.*(?:\baccess\b|164\.524)).*\bamend", -3),
            (r"164\.528|\baccounting\b", -0.9),
            (r"^(?!.*(?:\baccess\b|164\.524)).*\baccounting\b", -3),
            (r"\bfees?\b|cost-based", -4),
            (r"\bsecretary\b|books", -3.5),
            (r"safeguard|encrypt|role-based|access controls?", -3.5),
            (r"subcontractor", -1.2),
            (r"164\.522|restriction", -1),
            (r"\breport\b|breach", -2),
        ),
        r"access|individual rights?|availability of phi|patient rights?|designated record",
    ),
    Sought(
        "amendment-526",
        (
            Way(8, r"164\.526"),
            Way(
                6.5,
                r"\b(?:amend|amends|amending|amendments?|amended|correct|corrections?)\b",
                (
                    rf"{PHI}|designated record set|\brecords?\b",
                    r"individual|covered entity|patient|customer|client|designated record|"
                    r"incorporat|\bce\b",
                ),
            ),
            Way(6, r"\bincorporat\w*\b.{0,30}\bchanges\b", (PHI,)),
        ),
        (
            (r"incorporat", 1),
            (r"make (?:any )?amendments?|available for amendment|amend phi|amend the", 1.2),
            (r"designated record set", 0.7),
            (r"directed|directs|agrees to|request", 0.4),
            (r"\bforward\b|redirect|directly (?:to|from) (?:the )?business associate", -3),
            (r"164\.524", -0.9),
            (r"164\.528|\baccounting\b", -0.9),
            (
                r"amend(?:ed|ments?)? (?:to |of )?(?:this|the) (?:agreement|baa|addendum|"
                r"ba agreement|contract)|"
                r"this (?:agreement|baa|addendum) (?:may|shall|will) (?:only )?be (?:amended|"
                r"modified)|"
                r"(?:as|in effect or as) amended|amended (?:only|from time)|to amend (?:this|"
                r"agreement)|"
                r"amend agreement|(?:sign|writ)\w* .{0,40}both parties",
                -7,
            ),
            (r"(?:notice of privacy practices|in effect)", -4),
            (r"\b(?:rules?|laws?|regulations?)\b.{0,40}\b(?:are|is|be) (?:amended|modified)", -5),
            (r"\bassist\b", -0.3),
        ),
        r"amendment|individual rights?|correction|patient rights?",
    ),
    Sought(
        "accounting-528",
        (
            Way(8, r"164\.528"),
            Way(
                7,
                r"\baccountings?\b.{0,60}(?:disclos|phi|request|164)|"
                r"(?:disclosures?).{0,60}\b(?:accounting|account for)|"
                r"account for .{0,30}disclosures",
            ),
            Way(5, r"(?:record|log|document)\w*.{0,40}disclosures", (PHI,)),
        ),
        (
            (
                r"(?:make|maintain|provide|document|keep|furnish|"
                r"record)\w*\b.{0,90}(?:accounting|disclosures)",
                1.5,
            ),
            (r"information required to provide|would be required", 1),
            (r"make available|maintain and make|provide", 0.6),
            (r"\bforward\b|redirect|directly (?:to|from) (?:the )?business associate", -3),
            (r"164\.524", -0.9),
            (r"164\.526", -0.9),
            (r"\bexempt|need not be accounted|not subject to accounting|need only account", -2.5),
            (r"six \(?6?\)?\s*years", -0.3),
        ),
        r"accounting|individual rights?|patient rights?|disclosure log",
    ),
)
