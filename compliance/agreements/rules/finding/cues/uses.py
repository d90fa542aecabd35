"""Uses and their limits."""

from compliance.agreements.rules.finding.cues.terms import PHI, REPORT, USE, Sought, Way

USES = (
    Sought(
        "permitted-uses",
        (
            Way(
                6,
                r"\b(?:necessary|needed|perform\w*|provid(?:e|ing)|services?|functions|activities|"
                r"on behalf of|purposes? (?:of|set|described|specified|"
                r"for which it (?:is|was) engaged)|"
                r"(?:solely|only) to|"
                r"to (?:carry out(?!.{0,30}legal)|fulfil\w*|deliver|run|operate|furnish|host|"
                r"support|maintain))\b",
                (
                    PHI,
                    r"\b(?:may|shall|will|can|is (?:permitted|authori[sz]ed|allowed|entitled) to|"
                    r"agrees to)\b[^.;]{0,45}"
                    r"\b(?:use|process|disclose)\b|\bmay: .{0,60}\b(?:use|disclose)\b",
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
            Way(
                7,
                r"\b(?:not|never)\b.{0,20}\b(?:use|process|disclose)\b.{0,80}\b"
                r"(?:except|other than) (?:for (?:the purposes? of)?|to|in|"
                r"as (?:\w+ )?(?:necessary|needed) (?:to|for)) ?"
                r"(?:perform|provid|deliver|furnish)\w*\b.{0,60}\b(?:services?|obligations|functions|duties)\b",
                (PHI,),
            ),
            Way(
                5,
                r"\b(?:only|solely) (?:use|process|disclose)\b.{0,60}\b(?:necessary|needed|"
                r"required) (?:to|for)\b",
                (PHI,),
            ),
            Way(
                5,
                rf"{USE}.{{0,60}}\b(?:confined|limited|restricted)\b(?!.{{0,60}}minimum).{{0,80}}"
                r"\b(?:perform|provide|services?|functions|necessary|purposes?)\b",
                (PHI,),
            ),
            Way(5, r"\bpermitted (?:uses?|purposes?)\b.{0,40}\b(?:are|is)\b", (PHI,)),
            Way(
                5,
                r"^\W*(?:to )?(?:provid|perform|deliver)\w*\b.{0,30}\bservices?\b",
                under=r"permitted (?:uses?|purposes?)",
            ),
            Way(
                4.5,
                rf"\bmay\b[^.;]{{0,20}}\b{USE}.{{0,60}}\bonly\W+as (?:expressly )?permitted\b",
                (PHI,),
            ),
        ),
        (
            (
                r"\b(?:perform|provide|providing|performing|"
                r"performance)\b.{0,60}\b(?:services?|functions?|"
                r"activities|obligations|duties)\b",
                2,
            ),
            (
                r"\b(?:operat|support|maintain|deliver|host|provid)\w*\b.{0,60}"
                r"\b(?:platform|software|system|application)s?\b",
                2,
            ),
            (
                r"\b(?:may|will|might|can) (?:require|involve|entail)\b.{0,60}"
                r"\b(?:use|disclos|phi)",
                -4,
            ),
            (
                r"\b(?:services?|underlying|principal|master|service) agreement|statement of work|"
                r"terms of use|\bmsa\b",
                1,
            ),
            (
                r"\bmay (?:only )?use (?:and|or|and/or) disclose\b|\bmay only use\b|"
                r"\bonly\b.{0,30}\b(?:as|to|for)\b",
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
                r"^(?:[\d.()a-z]{1,6} )?[^.]{0,80}\b(?:shall|may|will|agrees to|"
                r"must) not (?:use|disclose)",
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
            (r"reasonable assurances", -3),
        ),
        r"permitted (?:and required )?uses|uses? and disclosures?|service purpose|services?\b|"
        r"use of phi|scope of use",
        without=r"(?:to )?provid\w+ data aggregation services?[^.;]*|"
        r"(?:proper )?management and administration",
    ),
    Sought(
        "use-limits",
        (
            Way(
                9,
                r"\b(?:not|neither|never|refrain\w*)\b.{0,30}\b(?:us(?:e|ed|ing)|access|"
                r"disclos(?:e|ed|ing))\b(?:(?!violat|permissible)[^.]){0,120}\b"
                r"(?:other than|otherwise than|except (?:as|to|for|in)\b|"
                r"unless|beyond|in any manner (?:not|other)|in a manner (?:not|other)|"
                r"in (?:any )?ways|"
                r"for any (?:other )?purpose (?:other|not|except))\b.{0,80}",
                (
                    r"permit|requir|provided|authori[sz]|agreement|contract|allow|law|set forth|"
                    r"necessary",
                ),
            ),
            Way(
                7,
                r"\bpermi(?:t|ssible)\w*\b.{0,120}\b(?:not|no) (?:otherwise|other|further|"
                r"additional)\b.{0,20}\b(?:use|process|disclos)",
                (PHI,),
            ),
            Way(
                6.5,
                r"\b(?:process(?:es|ed|ing)?|uses?|using|used|disclos\w+)\b.{0,50}\bonly\b.{0,90}\b(?:permitted|required|provided|authori[sz]ed|"
                r"allowed|as specified|accordance)\b.{0,60}\b(?:agreement|baa|addendum|law|"
                r"contract)",
            ),
            Way(
                6.5,
                rf"\b(?:limit|restrict|confin)\w*\b.{{0,20}}{USE}.{{0,60}}\bto\b"
                r"(?!.{0,60}minimum).{0,60}\b(?:permits?|permitted|allows?|allowed|required|authori[sz]ed)\b",
            ),
            Way(
                6,
                r"\bno (?:use|disclosure)\b.{0,60}\b(?:beyond|other than|except|outside)\b",
                (PHI,),
            ),
            Way(
                7,
                r"\bexcept (?:as|to)\b.{0,80}\b(?:permit|requir|authori|provided|allow)\w*.{0,60}"
                r"\bnot\b.{0,20}\b(?:use|disclos)",
                (PHI,),
            ),
            Way(
                6.5,
                r"\b(?:use|disclosure)\b.{0,40}\bnot\b.{0,20}\b(?:permitted|authori[sz]ed|allowed|"
                r"provided)\b.{0,80}\b(?:is|are) (?:strictly )?(?:prohibited|forbidden)",
            ),
            Way(
                6,
                r"\b(?:no other|any other|any secondary|any purpose not|no) (?:use|"
                r"purpose)?s?\b.{0,60}"
                r"\b(?:permitted|allowed|prohibited|specified|authori[sz]|without)",
            ),
            Way(
                5,
                r"\b(?:only|solely)\b.{0,100}\b(?:required by law|permitted by this|"
                r"permitted under this|as otherwise permitted)\b",
                (USE, PHI),
            ),
            Way(
                5,
                rf"\b(?:may|shall|will)\b.{{0,25}}{USE}.{{0,60}}\b(?:only|solely)\b|"
                rf"\b(?:may|shall|will) (?:only|solely) (?:use|disclose)",
                (PHI,),
            ),
            Way(3.6, r"\bnot (?:use|disclose)\b.{0,90}would (?:violate|constitute)", (PHI,)),
        ),
        (
            (r"required by (?:applicable )?law|as required by|required or permitted by law", 1.2),
            (
                r"\bthis (?:agreement|baa|ba agreement|addendum|exhibit)\b|\bth(?:is|e) contract\b",
                0.8,
            ),
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
)
