"""How the conditions for other processors are said."""

from compliance.dpa.rules.finding.cues import CUSTOMER, SUB, Cue

_ENGAGES = (
    r"(?:engag\w*|appoint\w*|us(?:e|es|ing)|authori[sz]\w*|add\w*|replac\w*|sub-?contract\w*|"
    r"retain\w*|disclos\w*|involv\w*|deploy\w*|commission\w*|outsourc\w*|delegat\w*|hir\w*|"
    r"select\w*)"
)
_CHANGE = (
    r"(?:new|add\w*|replac\w*|chang\w*|intended|updat\w*|modif\w*|prior to|before|without|"
    r"appoint\w*|engag\w*)"
)
SPECIFIC = (
    Cue(
        3,
        own=r"(?:not|only|no|without|unless|prior|obtain|requires?|needs?).{0,140}(?:consent|authori[sz]\w*|"
        r"approv\w*|permission|has agreed)",
        says=(rf"\b{SUB}", _ENGAGES),
        not_=r"notif\w+ .{0,40}before (?:authori|engag)|object|transfer\w* .{0,30}outside",
        likelier=((rf"{SUB}[^/]* / ", 0.5), (r"written|prior|specific|general", 0.5)),
    ),
)
_LISTED = Cue(
    2.2,
    own=rf"\b{CUSTOMER}\b.{{0,40}}\b(?:authori[sz]es?|consents?|approves?|permits?|"
    rf"agrees? to)\b.{{0,80}}\b(?:them|these|those|the following|third[- ]part|affiliates|"
    rf"vendors|providers|partners|list(?:ed)?)\b",
    under=rf"\b{SUB}",
    not_=r"\bobject|audit|\bwithhold",
    customer_owes=True,
)
GENERAL = (
    Cue(
        3,
        own=r"general (?:\w+ )?(?:authori[sz]ation|consent|permission|approval)|"
        r"authori[sz]ed subprocessors",
        says=(rf"\b{SUB}",),
        not_=r"clause 9|module",
        customer_owes=True,
        likelier=((rf"{SUB}[^/]* / ", 0.5),),
    ),
    Cue(
        2.5,
        own=rf"\b{CUSTOMER}\b.{{0,60}}\b(?:acknowledg\w*|agree\w*|authori[sz]\w*|consent\w*|"
        rf"permit\w*|approv\w*|accept\w*|instruct\w*|"
        rf"grants? (?:\w+ ){{0,4}}(?:permission|approval|right))\b.{{0,160}}\b{SUB}",
        not_=r"\bobject|not liable|clause 9|module|audit|\bwithhold",
        customer_owes=True,
        likelier=((rf"{SUB}[^/]* / ", 0.5), (_ENGAGES, 0.5)),
    ),
    Cue(
        2.2,
        own=rf"\b(?:may|entitled to|permitted to|allowed to|authori[sz]ed to|free to|can|"
        rf"has the right to)\b"
        rf".{{0,60}}"
        rf"\b(?:engag\w*|appoint\w*|use|subcontract|retain|change|let|employ|commission)\b"
        rf".{{0,80}}\b{SUB}|\b{SUB}\b.{{0,30}}\b(?:is|are) (?:permitted|allowed|authori[sz]ed)",
        not_=r"process(?:es)? data only|object",
        likelier=((rf"{SUB}[^/]* / ", 0.5),),
    ),
    _LISTED,
)
AT_WILL = (
    Cue(
        2,
        own=r"\b(?:may|entitled to|permitted to|free to|can)\b.{0,30}"
        r"\b(?:engage|appoint|use|retain|employ|work with|rely on)\b.{0,60}"
        r"\b(?:partners|providers|vendors|suppliers|third parties|companies)\b",
        under=rf"\b{SUB}",
        not_=r"\bobject",
    ),
)
NOTICE = (
    Cue(
        3,
        own=r"\b(?:notif\w+|notice|inform\w*|advis\w*|announc\w*|publish\w*|post\w*|updat\w*|"
        r"give|tell\w*|e-?mails?|communicated)\b",
        says=(
            rf"\b{SUB}",
            _CHANGE,
            r"\b(?:notif|notice|inform|advis|announc|publi|post|updat|tell|e-?mail|"
            r"communicated)",
        ),
        not_=rf"^\W*(?:the )?{CUSTOMER} (?:may|can) (?:\w+ )?object|"
        rf"{CUSTOMER} (?:may|can) (?:\w+ ){{0,2}}(?:notif|inform)|"
        r"breach|incident|(?:may|can) object[^.]{0,80}(?:notif|inform|notice|receipt)|"
        r"legal requirement|request from|clause 9|"
        r"becomes aware|"
        r"in writing of its objection|exercise .{0,30}right to object|liab",
        likelier=(
            (r"\b(?:notif\w+|inform\w*|notice)", 0.7),
            (rf"{SUB}[^/]* / |change[^/]* / |notice[^/]* / ", 0.5),
            (r"prior|before|advance|at least", 0.7),
            (r"list of", -0.3),
        ),
    ),
)
OBJECTION = (
    Cue(
        3,
        own=r"\bobject(?:s|ed|ion|ions|ing)?\b",
        says=(rf"\b{SUB}|\bthe change|such change|appointment",),
        customer_owes=True,
        not_=r"processing of .{0,30}direct marketing|data subject.{0,60}object",
        likelier=((rf"{SUB}[^/]* / ", 0.5), (r"may|right to|opportunity", 0.5)),
    ),
)
_SAME = (
    r"\b(?:same|equivalent|no less|not less|at least|substantially|similar|comparable|"
    r"identical|equal|"
    r"impos\w*\b.{0,60}\b(?:duties|obligations|terms)\b.{0,40}\b(?:under|of|in) this|"
    r"as (?:strict|"
    r"protective|stringent)|those (?:in|set|imposed|that|contained)|required (?:by|under) (?:this|"
    r"article|the gdpr)|"
    r"set (?:out|forth) in this|art(?:icle|\.)? ?28|materially|correspond\w*)\b"
)
FLOW_DOWN = (
    Cue(
        3,
        own=rf"{_SAME}",
        says=(
            rf"\b{SUB}",
            r"\b(?:bound|bind\w*|impos\w*|contract\w*|agreements?|require[sd]?|requiring|ensur\w*|"
            r"enter\w*|abide|adher\w*|signs?|signed|conclud\w*|must|"
            r"oblig\w*|flow|comply|complies)\b",
            r"\b(?:obligations?|protect\w*|terms|standards?|requirements?|level|duties|provisions|"
            r"safeguards|guarantees|gdpr)\b",
        ),
        not_=r"object to|notif\w+ .{0,30}at least|at least .{0,30}(?:days|notice)|module|clause 9",
        likelier=((rf"{SUB}[^/]* / ", 0.5), (r"written|contract|agreement|impos", 0.5)),
    ),
    Cue(
        2.5,
        own=r"\b(?:pass|flow|cascad|push)\w* (?:on|down|through)\b|\bmirror\w*|\breplicat\w*|"
        r"\b(?:hold|held)\b.{0,40}\bto (?:the |these |those )?(?:same )?(?:standards?|terms|"
        r"obligations|requirements)",
        says=(rf"\b{SUB}", r"\b(?:obligations?|terms|duties|requirements|provisions|standards?)\b"),
        not_=r"object to|cost|fees?|liabilit|database|backup",
    ),
    Cue(
        1.6,
        own=rf"\b{SUB}.{{0,80}}\b(?:bound|contract\w*|agreements?|obligations?|terms)\b|"
        rf"\b(?:impos\w*|agreements?|contract\w*|"
        rf"bind\w*|require)\b.{{0,80}}\b{SUB}",
        says=(
            r"data[- ]protection|data[- ]processing|protect|confidential|privacy|security|"
            r"gdpr",
        ),
        not_=r"object|notif|assess the|acknowledges|list|audit|copies|copy|employees|personnel|"
        r"staff",
    ),
)
LIABLE = (
    Cue(
        2,
        own=r"\b(?:liab(?:le|ility)|responsible|accountable|answerable)\b",
        says=(
            rf"\b{SUB}",
            r"acts|omission|perform|breach|complian|fail|process|obligation|conduct",
        ),
        not_=r"not (?:be )?(?:liable|responsible)|data subject .{0,40}claim",
        likelier=((r"fully|remain", 0.5), (rf"{SUB}[^/]* / ", 0.5)),
    ),
)
DILIGENCE = (
    Cue(
        2,
        own=r"due diligence|sufficient guarantees|assess\w*|"
        r"requirements (?:specified|set out|laid down) in article 28",
        says=(rf"\b{SUB}",),
        not_=r"impact assessment",
    ),
)
