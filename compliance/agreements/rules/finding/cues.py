"""What a required element sounds like: an act, by whom, about what, and what only seems so.

Patterns are read over small letters with plain quotation marks (`units.fold`). A way names a
pattern that the passage itself must match and others that it matches with the sentence that
leads it; its weight is what the passage then starts with.
"""

from dataclasses import dataclass

PHI = (
    r"(?:protected health information|e?phi\b|health information|such information|"
    r"confidential information|the information|patient (?:data|information)|health data|data\b)"
)
REPORT = (
    r"(?:report|notif|inform\b|informs\b|give notice|provide notice|written notice|disclose to|"
    r"advise|alert)"
)
UNPERMITTED = (
    r"(?:not (?:otherwise )?(?:provided|permitted|authorized|authorised|allowed|contemplated)|"
    r"other than (?:as )?(?:provided|permitted|authorized|allowed)|in violation of|"
    r"un-?authori[sz]ed|unpermitted|impermissibl\w*|improper|non-?permitted|not in compliance|"
    r"contrary to|in breach of|prohibited|violat\w+)"
)
USE = r"\b(?:uses?|using|disclos\w+)\b"
SAME = (
    r"(?:same|substantially similar|no less|at least as|not less|equivalent|similar|identical|"
    r"restrictions? and conditions?|restrictions,? conditions|as stringent|as restrictive|"
    r"comply with|bound by|terms of this|requirements of this|abide by|complies with)"
)
BELOW = (
    r"(?:sub-?contractors?|agents?\b|sub-?processors?|downstream|delegates?\b|"
    r"(?:any|each|all) (?:other )?(?:third part(?:y|ies)|person|vendors?))"
)
HHS = (
    r"(?:\bsecretary\b|\bhhs\b|health and human services|\bocr\b|office for civil rights|"
    r"\bdhhs\b|federal government|government(?:al)? (?:agency|authorit))"
)
END = r"(?:terminat\w+|expir\w+|conclusion|end of|cessation|completion|ends\b)"


@dataclass(frozen=True)
class Way:
    """One way of saying it."""

    weight: float
    own: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sought:
    """One element: ways of saying it, what speaks for it or against it, and its usual title.

    `anybody` is true where the duty or right is not the business associate's alone.
    """

    id: str
    ways: tuple[Way, ...]
    more: tuple[tuple[str, float], ...] = ()
    title: str = ""
    anybody: bool = False


USES = (
    Sought(
        "permitted-uses",
        (
            Way(
                6,
                r"\b(?:necessary|perform\w*|provid(?:e|ing)|services?|functions|activities|"
                r"on behalf of|purposes? (?:of|set|described|specified)|(?:solely|only) to)\b",
                (
                    PHI,
                    r"\b(?:may|shall|will|can|is (?:permitted|authori[sz]ed) to|agrees to)\b[^.;]{0,25}"
                    r"\b(?:uses?|access|process|disclose|receive)\b|\bmay: .{0,60}\b(?:use|disclose)\b",
                ),
            ),
            Way(
                5,
                r"\b(?:permitted|authori[sz]ed|authori[sz]es)\b.{0,80}\b(?:to )?(?:use|disclos)\w*",
                (PHI, r"\b(?:perform|provide|services?|functions|on behalf)\b"),
            ),
            Way(
                4.5,
                rf"\b{USE}.{{0,60}}\b(?:only|solely)\b.{{0,60}}\b(?:perform|provide|services?|"
                r"functions|necessary|purposes?)\b",
                (PHI,),
            ),
        ),
        (
            (
                r"\b(?:perform|provide|providing|performing|performance)\b.{0,60}\b(?:services?|functions?|"
                r"activities|obligations|duties)\b",
                2,
            ),
            (
                r"\b(?:services?|underlying|principal|master|service) agreement|statement of work|"
                r"terms of use|\bmsa\b",
                1,
            ),
            (
                r"\bmay (?:only )?use (?:and|or|and/or) disclose\b|\bmay only use\b|\bonly\b.{0,30}\b(?:as|to|for)\b",
                1.5,
            ),
            (r"\bas necessary\b|reasonably necessary", 0.7),
            (r"\bon behalf of\b|\bfor or on behalf\b", 0.5),
            (r"would (?:not )?(?:violate|be permissible|constitute a violation)", 0.3),
            (r"management and administration|legal responsibilit", -2.2),
            (r"\baggregat", -2.2),
            (r"de-?identif", -2.5),
            (r"report violations|164\.502\(j\)", -4),
            (
                r"^(?:[\d.()a-z]{1,6} )?[^.]{0,80}\b(?:shall|may|will|agrees to|must) not (?:use|disclose)",
                -3,
            ),
            (r"^(?:[\d.()a-z]{1,6} )?not (?:to )?(?:use|disclose)", -5),
            (r"\bother than as\b|\bexcept as (?:permitted|provided)", -1),
            (r"\bminimum (?:amount|necessary)", -2.5),
            (r"\brequest\w* (?:that )?(?:the )?business associate\b", -4),
            (r"subcontractor", -1.5),
            (r"\bsafeguards?\b", -2.5),
            (r"\breport\b|\bnotif", -2),
            (r"\breturn\b|\bdestroy", -3),
            (r"\bindividual'?s? (?:right|request)|\baccess to phi\b", -1.5),
            (r"reasonable assurances", -1.2),
        ),
        r"permitted (?:and required )?uses|uses? and disclosures?|service purpose|services?\b|"
        r"use of phi|scope of use",
    ),
    Sought(
        "use-limits",
        (
            Way(
                9,
                r"\bnot\b.{0,30}\b(?:use|access|disclose)\b.{0,120}\b(?:other than|except (?:as|to)|"
                r"unless|beyond|in any manner (?:not|other)|in a manner (?:not|other)|"
                r"for any (?:other )?purpose (?:other|not|except))\b.{0,80}",
                (r"permitt|requir|provided|authori[sz]|agreement|allowed|law|set forth|necessary",),
            ),
            Way(
                6.5,
                rf"{USE}.{{0,50}}\bonly\b.{{0,90}}\b(?:permitted|required|provided|authori[sz]ed|"
                r"allowed|as specified|accordance)\b.{0,60}\b(?:agreement|baa|addendum|law|contract)",
            ),
            Way(
                6,
                r"\b(?:no other|any other|any secondary|any purpose not|no) (?:use|purpose)?s?\b.{0,60}"
                r"\b(?:permitted|allowed|prohibited|specified|authori[sz]|without)",
            ),
            Way(
                5,
                r"\b(?:only|solely)\b.{0,100}\b(?:required by law|permitted by this|"
                r"permitted under this|as otherwise permitted)\b",
                (USE, PHI),
            ),
            Way(
                4.2,
                rf"\b(?:may|shall|will)\b.{{0,25}}{USE}.{{0,60}}\b(?:only|solely)\b|"
                rf"\b(?:may|shall|will) (?:only|solely) (?:use|disclose)",
                (PHI,),
            ),
            Way(3.6, r"\bnot (?:use|disclose)\b.{0,90}would (?:violate|constitute)", (PHI,)),
        ),
        (
            (r"required by (?:applicable )?law|as required by|required or permitted by law", 1.2),
            (r"\bthis (?:agreement|baa|ba agreement|addendum|contract|exhibit)\b", 0.8),
            (r"\bfurther disclos", 0.6),
            (r"\bsafeguards?\b", -1),
            (r"\bmitigat", -4),
            (rf"{REPORT}.{{0,60}}\b(?:any|all)\b", -4),
            (r"management and administration|legal responsibilit|reasonable assurances", -2.5),
            (r"\baggregat|de-?identif", -2),
            (r"^(?:[\d.()a-z]{1,6} )?[^.]{0,60}\bretain", -3),
            (r"phi retained|retained by", -4),
            (r"subcontractor|\bagents?\b", -1.5),
            (r"third party|recipient|person to whom|purposes? for which it was disclosed", -4),
            (r"\brequest (?:that )?(?:the )?business associate\b", -5),
            (r"minimum (?:amount|necessary)", -2),
            (r"(?:infeasible|not feasible)", -4),
            (r"\bmarketing\b|\bsell\b|\bsale\b|fundrais", -0.8),
        ),
        r"prohibit|limit|unauthori[sz]ed use|non-?disclosure|restriction|use and disclosure|"
        r"permitted uses",
    ),
    Sought(
        "safeguards",
        (
            Way(
                7,
                r"\b(?:use|implement|maintain|employ|adopt|establish|develop|provide|have|apply|utiliz|"
                r"institut|put in place)\w*\b.{0,90}\bsafeguards?\b",
            ),
            Way(5, r"\bsafeguards?\b.{0,60}\b(?:implement|maintain|in place|include|required)"),
            Way(
                4.5,
                r"\b(?:implement|maintain|use|employ)\w*\b.{0,80}\b(?:security measures|protections|"
                r"security (?:program|controls|procedures)|measures)\b",
                (PHI,),
            ),
            Way(4.2, r"\bsafeguards?\b.{0,600}\b(?:shall|will|must|agrees)\b"),
        ),
        (
            (r"\bappropriate\b", 1),
            (r"\bprevent\b.{0,50}(?:use|disclos)", 2.6),
            (
                r"administrative,? (?:and )?(?:physical,? (?:and )?technical|technical,? (?:and )?physical)|"
                r"physical,? (?:and )?technical",
                1.2,
            ),
            (r"confidentiality, integrity", 0.6),
            (r"\bcontinue to use\b|retains? the|for as long as", -4),
            (r"subcontractor|\bagents?\b", -2.2),
            (r"reasonable assurances|satisfactory assurances", -2),
            (r"\bbreach|security incident", -0.6),
            (r"\bterminat", -2),
        ),
        r"safeguard|security\b",
    ),
    Sought(
        "security-rule-compliance",
        (
            Way(
                7,
                r"\b(?:comply|complies|compliance|complying|accordance|required by|required under|"
                r"requirements of|mandated|meet|meets|meeting|consistent with|pursuant to|conform|"
                r"provided for in|set forth in|specified in|satisf\w+|as described in|under)\b.{0,130}"
                r"(?:subparts?\.? (?:[abde],? (?:and |& )?)*c\b|security rule|security standards|"
                r"security regulations?|164\.30[268]|164\.31[0246])",
            ),
            Way(
                5.5,
                r"(?:security rule|subpart c\b|164\.30[68]|164\.31[0-6]).{0,80}"
                r"(?:appl(?:y|ies|icable)|comply|complian|requirement|safeguards)",
            ),
            Way(4.5, r"safeguards.{0,60}(?:164\.30[68]|164\.31[026]|security rule)"),
        ),
        (
            (r"\bcomply\b|\bcomplies\b|in compliance with|compliance with", 1.5),
            (r"\bsafeguards?\b", 0.8),
            (r"electronic|ephi", 0.7),
            (r"subpart c\b", 0.7),
            (r"\bcontinue to\b|retains? the|for as long as", -4),
            (r"subcontractor", -1.8),
            (r"\breport\b", -1),
            (r"\bmeans\b|shall have the (?:same )?meaning", -5),
            (r"purpose of this agreement|intend|\bwhereas\b", -3),
            (r"a reference (?:in this|to)", -5),
        ),
        r"security rule|safeguard|security|compliance with",
    ),
)

REPORTS = (
    Sought(
        "report-unpermitted-use",
        (
            Way(
                7.5,
                rf"\b(?:use|uses|disclosures?|access|acquisition)\b.{{0,140}}{UNPERMITTED}|"
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
                r"reasonable assurances|person notifies|recipient (?:notifies|will notify)|third party",
                -3.5,
            ),
            (r"\bsecretary\b", -1),
            (r"\bmaterial (?:breach|term)|\bcure\b", -5),
            (r"unsuccessful", -0.7),
            (r"(?:shall|will|is) not (?:be )?(?:required|obligated) to report", -2),
        ),
        r"report|unauthori[sz]ed|improper|notif|incident|breach",
    ),
    Sought(
        "report-breach-410",
        (
            Way(
                7.5,
                r"\bbreach(?:es)?\b.{0,200}(?:unsecured|164\.4(?:10|02)|phi\b|protected health|discover|"
                r"unreasonable delay|within|immediately|privacy)|(?:unsecured|phi|data|privacy|security|"
                r"hipaa|suspected|report any|potential) breach",
                (rf"\b{REPORT}",),
            ),
            Way(6.5, r"164\.410", (rf"\b{REPORT}|notice|breach",)),
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
                r"(?:notif|notice)\w* (?:to )?(?:affected )?individuals|notify individuals|\bmedia\b",
                -1.5,
            ),
            (
                r"reasonable assurances|confidentiality of the .{0,20}has been breached|person notifies",
                -5,
            ),
            (
                r"^(?:[\d.()a-z]{1,6} )?(?:the |such )?(?:report|notice|notification)s? (?:shall|will|must|may)",
                -2,
            ),
            (r"cooperat", -1.2),
            (r"subcontractors?\b", -1),
            (r"content of|shall include|will include", -0.5),
            (r"\bmitigat", -0.7),
        ),
        r"breach|report|notif",
    ),
    Sought(
        "security-incidents",
        (
            Way(8, r"security (?:incident|event|accident)s?", (rf"\b{REPORT}",)),
            Way(
                5,
                r"(?:attempted or )?successful un-?authori[sz]ed access, use, disclosure",
                (rf"\b{REPORT}",),
            ),
        ),
        (
            (rf"{REPORT}\w*.{{0,120}}security (?:incident|event|accident)", 1.5),
            (r"becomes? aware|discover", 1),
            (r"\bany\b.{0,30}security (?:incident|event)", 1),
            (r"unsuccessful|pings", -0.8),
            (
                r"(?:is|shall|will) not (?:be )?(?:required|obligated) to report|not require reporting",
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

OTHERS = (
    Sought(
        "subcontractors",
        (
            Way(
                7.5,
                rf"{BELOW}",
                (
                    r"\b(?:ensure|require|obligat|bind|agree|enter into|execut|obtain|oblige|cause)\w*",
                    SAME,
                ),
            ),
            Way(
                5,
                rf"{BELOW}",
                (
                    r"business associate agreement|\bbaas?\b|written (?:agreement|contract|assurances)|"
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
                r"same (?:restrictions|terms|conditions|obligations|requirements)|at least as|no less",
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
            (r"\bmeans\b", -3),
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
                r"\b(?:provide|make|furnish|grant|give|permit|allow|assist|meet|respond)\w*\b.{0,120}"
                r"\b(?:access|available|inspect|copies)\b",
                (PHI, r"\bindividuals?\b|\bpatients?\b|data subject"),
            ),
            Way(
                5.5,
                r"\b(?:individual|patient)s?'?(?:'s)? (?:access|rights?)\b|access (?:rights|requests?)\b",
                (PHI,),
            ),
        ),
        (
            (r"\baccess\b", 1),
            (r"make (?:such |available |\w+ ){0,4}available|provide access|make available", 1),
            (r"individual", 0.6),
            (r"\bforward\b|redirect|directly (?:to|from) (?:the )?business associate", -1.8),
            (r"164\.526|\bamend", -0.9),
            (r"^(?!.*(?:\baccess\b|164\.524)).*\bamend", -3),
            (r"164\.528|\baccounting\b", -0.9),
            (r"\bfees?\b|cost-based", -1.5),
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
                    r"individual|covered entity|patient|customer|client|designated record|incorporat",
                ),
            ),
        ),
        (
            (r"incorporat", 1),
            (r"make (?:any )?amendments?|available for amendment|amend phi|amend the", 1.2),
            (r"designated record set", 0.7),
            (r"directed|directs|agrees to|request", 0.4),
            (r"\bforward\b|redirect|directly (?:to|from) (?:the )?business associate", -1.8),
            (r"164\.524", -0.9),
            (r"164\.528|\baccounting\b", -0.9),
            (
                r"amend(?:ed|ments?)? (?:to |of )?(?:this|the) (?:agreement|baa|addendum|ba agreement|contract)|"
                r"this (?:agreement|baa|addendum) (?:may|shall|will) (?:only )?be (?:amended|modified)|"
                r"(?:as|in effect or as) amended|amended (?:only|from time)|to amend (?:this|agreement)|"
                r"amend agreement|(?:sign|writ)\w* .{0,40}both parties",
                -7,
            ),
            (r"(?:notice of privacy practices|in effect)", -4),
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
                r"\baccountings?\b.{0,60}(?:disclos|phi|request|164)|(?:disclosures?).{0,60}\baccounting|"
                r"account for .{0,30}disclosures",
            ),
            Way(5, r"(?:record|log|document)\w*.{0,40}disclosures", (PHI,)),
        ),
        (
            (
                r"(?:make|maintain|provide|document|keep|furnish|record)\w*\b.{0,90}(?:accounting|disclosures)",
                1.5,
            ),
            (r"information required to provide|would be required", 1),
            (r"make available|maintain and make|provide", 0.6),
            (r"\bforward\b|redirect|directly (?:to|from) (?:the )?business associate", -1.8),
            (r"164\.524", -0.9),
            (r"164\.526", -0.9),
            (r"\bexempt|need not be accounted|not subject to accounting|need only account", -2.5),
            (r"six \(?6?\)?\s*years", -0.3),
        ),
        r"accounting|individual rights?|patient rights?|disclosure log",
    ),
    Sought(
        "subpart-E-obligations",
        (
            Way(
                8,
                r"\b(?:carry(?:ing)? out|carries out|carried out|perform\w*|fulfil\w*|discharg\w*|"
                r"delegat\w+|undertak\w+|responsible for)\b.{0,120}\b(?:obligations?|duties|duty|"
                r"functions?)\b",
                (
                    r"subparts? (?:a and )?e\b|privacy rule|hipaa|privacy regulation|privacy standards|"
                    r"those requirements|such (?:requirements|obligation)",
                    r"\bcompl(?:y|ies|iance)|subject to|in accordance|meet",
                    r"covered entit|\bce\b|customer|client|the plan",
                ),
            ),
            Way(
                7,
                r"requirements (?:of (?:subpart e|the privacy rule|hipaa|the hipaa \w+) )?that "
                r"(?:would )?(?:be )?appl(?:y|icable) to (?:the )?(?:covered entity|ce|customer|client)",
            ),
        ),
        (
            (r"\bto the extent\b|\bif\b|\bwhere\b|\bwhen\b", 1),
            (r"covered entity'?s? obligation|obligations? of (?:the )?covered entity", 1.2),
            (r"subpart e\b", 1),
            (r"that (?:would )?(?:be )?appl(?:y|icable|ies) to", 1),
            (r"would (?:violate|not be permissible)|if done by|if (?:performed|used)", -4),
            (r"services?\b.{0,60}on behalf|functions, activities", -2.5),
            (r"legal responsibilit", -2.5),
            (r"subcontractor", -1.5),
            (r"breach notif|security incident|\breport", -3),
            (r"164\.52[468]|accounting|\bamend|\baccess\b", -3),
            (r"\bminimum\b|\bsafeguard", -2),
            (r"\bsurviv", -4),
            (r"available to the secretary", -2),
        ),
        r"covered entity.{0,3} obligations?|delegat|subpart e|obligations? of covered|compliance with",
    ),
    Sought(
        "books-and-records-HHS",
        (
            Way(
                8,
                r"\b(?:books|internal practices|practices|records|policies and procedures|"
                r"compliance information|documentation)\b",
                (
                    HHS,
                    r"\b(?:available|access|provide|disclose|furnish|inspect|produce|submit|cooperat)\w*",
                ),
            ),
        ),
        (
            (r"\bbooks\b", 1.5),
            (r"internal practices", 1.5),
            (r"\bavailable\b", 1),
            (r"determin\w+.{0,60}complian", 1),
            (r"\breport(?:s|ed)? (?:the |such )?(?:violation|breach|problem)", -5),
            (r"notif\w+ (?:individuals|the secretary|to the secretary)|breach notif", -3.5),
            (r"\bmeans\b", -5),
            (r"\bunsecured\b|\bbreach", -2),
            (r"164\.52[468]|accounting", -1.5),
            (r"minimum (?:amount|necessary)", -3),
        ),
        r"books|records|government|secretary|hhs|audit|inspection|regulat",
    ),
    Sought(
        "return-or-destroy",
        (
            Way(
                8,
                r"\b(?:return|returns|returned|destroy|destroys|destroyed|destruction|delete|deletion|dispose)"
                r"\b",
                (
                    PHI,
                    END,
                    r"\b(?:return\w*|destr\w+|delet\w+|dispos\w+)\b.{0,200}\b(?:destr\w+|return\w*|"
                    r"delet\w+|eras\w+|phi|protected health|information)\b|"
                    r"\b(?:phi|protected health|information)\b.{0,120}\b(?:return\w*|destr\w+|delet\w+)",
                ),
            ),
            Way(
                5,
                rf"\b(?:return|destroy|delete)s? (?:to \w+ \w+ )?(?:or destroy |or return )?(?:all |any |the )?"
                rf"(?:remaining |\w+ )?{PHI}",
            ),
        ),
        (
            (
                r"return(?:ed|s)?\b.{0,60}\bor (?:, if agreed to by [a-z ]+, )?(?:be )?(?:securely )?destr",
                1.5,
            ),
            (r"received from|created or received|maintains in any form|on behalf of", 1),
            (
                r"upon (?:the )?(?:termination|expiration)|at (?:the )?termination|on termination|after termination|"
                r"termination of this",
                1,
            ),
            (r"if feasible|where feasible|retain no copies|not retain any copies", 0.5),
            (
                r"\b(?:shall|will) (?:\w+ ){0,2}terminate (?:when|on|upon the)|remains? in effect|"
                r"continue[sd]? (?:in effect )?until|effective (?:as of|on|upon|when)|term of this",
                -7,
            ),
            (r"\bsurviv", -4),
            (
                r"^(?:[\d.()a-z]{1,6} )?[^.]{0,40}\b(?:if|in the event|where)\b[^.]{0,80}(?:infeasible|not feasible|"
                r"cannot)",
                -2.5,
            ),
            (r"\bnot apply to\b|for the avoidance of doubt|de-?identified", -1.5),
            (
                r"device and media|media containing|unauthorized access, use, disclosure, modification",
                -6,
            ),
            (r"\bcertif\w+\b", -0.6),
            (r"no longer needed", -1.5),
            (r"\bnotice\b.{0,40}terminat", -0.5),
            (r"subcontractors? (?:agree|shall)", -1.5),
        ),
        r"return|destruction|effect of termination|obligations.{0,40}termination|disposition|"
        r"upon termination|data (?:return|retention)",
    ),
    Sought(
        "termination-for-violation",
        (
            Way(
                8,
                r"\bterminat\w+\b",
                (
                    r"\b(?:breach\w*|violat\w+|default|non-?compliance|fail\w*)\b",
                    r"\bmaterial\w*|violat\w+|\bcure[sd]?\b|\bcuring\b|breach",
                    r"\b(?:may|right to|entitled|authori[sz]es|shall|will|can|upon|immediate\w*)\b",
                ),
            ),
        ),
        (
            (
                r"may (?:\w+ ){0,3}terminate|authori[sz]es? (?:the )?termination|right to terminate|"
                r"terminate this|terminate the",
                1.5,
            ),
            (r"\bmaterial\w*\b", 1.2),
            (r"\bcure", 1),
            (
                r"covered entity\b.{0,60}\bterminat|termination .{0,40}by (?:the )?covered entity",
                0.8,
            ),
            (r"\bfor cause\b", 1),
            (r"without cause|for convenience|any time|for any reason|any reason", -2.5),
            (r"effect of termination|upon termination|return|destroy", -2.5),
            (r"\bsurviv", -4),
            (
                r"\b(?:shall|will) terminate (?:when|on|upon)|commences|effective (?:as of|date)",
                -2.5,
            ),
            (
                r"covered entity (?:has )?(?:materially )?breach|breach\w* (?:of .{0,40})?by (?:the )?covered entity|"
                r"violation by (?:the )?covered entity|pattern of activity or practice of (?:the )?covered",
                -4,
            ),
            (r"security breach|breach of unsecured|unsecured", -3.5),
            (r"\bindemn|\bliab", -4),
            (r"subcontractor", -1.5),
            (r"workforce|employee", -2.5),
        ),
        r"terminat|breach|cause|default",
        anybody=True,
    ),
)

EVERY_ELEMENT: tuple[Sought, ...] = (*USES, *REPORTS, *OTHERS)
