"""How the duties of Art. 28(3)(a) to (c), (e) and (f) of the GDPR are said."""

from compliance.dpa.rules.finding.cues import CUSTOMER, DATA, SUB, Cue

_PEOPLE = (
    r"(?:personnel|employees?|staff|persons?|people|individuals?|agents?|contractors|"
    r"representatives|workers|workforce|team(?: members?)?|anyone|every(?:one|body)|"
    r"members of (?:its|our)|officers)"
)
_PROCESSES = r"(?:process\w*|us(?:e|es|ing)|handl\w+|act(?:s|ing)?|carr(?:y|ies) out|treat\w*)"
ONLY = (
    r"\b(?:only|solely|exclusively|strictly|other than|no other|not .{0,60}(?:except|unless|"
    r"other than|outside)|limited to|nothing but)\b"
)
_AS_INSTRUCTED = (
    r"\b(?:on|upon|in accordance with|according to|in line with|pursuant to|under|per|following|"
    r"in compliance with|consistent with|within|by|as documented in|based on|other than on|via|"
    r"limited to|compl(?:y|ies) with|bound by)"
    r"\W.{0,170}?(?:instruct(?:ion|ions|ed)|directions|directives)\b|"
    r"\bas (?:otherwise )?(?:further )?(?:instructed|directed)\b|"
    r"\binstructions are (?:\w+ )?(?:the )?(?:only|sole) basis\b|"
    rf"\b(?:as|what|that) (?:the )?{CUSTOMER} (?:has |have |may |expressly )*"
    r"(?:instruct|direct|tell|told)\w*"
)
_UNLAWFUL = (
    r"infring|violat|unlawful|in breach of|contraven|is contrary|opinion|non-compliant|appear"
)

_ONLY_FOR = r"\b(?:only|solely|exclusively)\b"
INSTRUCTIONS = (
    Cue(
        2.5,
        own=_AS_INSTRUCTED,
        says=(_PROCESSES,),
        not_=rf"(?:inform|notif|tell|alert).{{0,200}}(?:{_UNLAWFUL})|(?:{_UNLAWFUL}).{{0,120}}"
        rf"(?:inform|notif)|{CUSTOMER}(?:'s)? instructs? |verify whether",
        likelier=(
            (ONLY, 1.5),
            (r"\b(?:documented|written)\b.{0,40}(?:instruct|directi)", 1),
            (r"instruct\w* / |scope of processing|processing of .{0,40}data /|compliant", 0.5),
            (rf"{SUB}|{_PEOPLE} (?:who|authori|with)|respond|request|delet|return|breach", -1.5),
            (r"transfer .{0,60}instruct|\bretain", -0.5),
        ),
    ),
    Cue(
        1.5,
        own=_PROCESSES,
        under=r"documented instructions|instructions only",
    ),
    Cue(
        1.3,
        own=rf"\bas (?:\w+ )?requested by (?:the )?{CUSTOMER}\b",
        says=(r"\bprocess\w*", _ONLY_FOR),
        not_=SUB,
    ),
    Cue(
        1.3,
        own=rf"not (?:process|handle|use)\b.{{0,60}}\b(?:without|except with)\b.{{0,30}}"
        rf"(?:knowledge|authori[sz]ation|permission)\b.{{0,30}}{CUSTOMER}",
        not_=SUB,
    ),
    Cue(
        1.2,
        own=r"\b(?:are|is|constitutes?|sets? out|form|as) .{0,60}(?:the |"
        r"its )?(?:complete and final |full )?"
        r"(?:documented )?instructions",
        customer_owes=True,
        not_=rf"(?:{_UNLAWFUL})",
    ),
)
CONFIDENTIALITY = (
    Cue(
        2.5,
        own=r"confidential|non-?disclosure|secrecy|\bndas?\b|duty of confidence|"
        r"\bkeep\b.{0,40}\bsecret\b",
        says=(
            rf"\b{_PEOPLE}\b",
            r"\b(?:bound|bind|commit\w*|undertak\w*|agreements?|obligat\w*|obliged|contract\w*|"
            r"subject to|duty|duties|ensur\w*|sign\w*|executed|informed|under|required|"
            r"maintain|keep)\b",
        ),
        not_=rf"third[- ]party auditor|auditors?\b|inspect|report\b|each party|other party|"
        rf"disclosing party|receiving party|{CUSTOMER} (?:shall|will|must) ",
        likelier=(
            (r"ensur|shall|will|are |has|have", 0.5),
            (r"authori[sz]ed|access|process|engaged|handl", 1),
            (r"confidential\w*[^/]* / |personnel[^/]* /|staff[^/]* /|employee[^/]* /", 0.5),
            (rf"\b{SUB}\b", -0.7),
        ),
    ),
    Cue(
        1,
        own=r"\b(?:keep|maintain|ensur|treat|protect|hold|preserv)\w*\b.{0,80}confidential",
        says=(DATA,),
        not_=r"each party|other party|audit|redact|technical and organi|integrity|availability|"
        r"this "
        r"agreement .{0,40}confidential",
    ),
)
BOUND = (
    r"\b(?:bound|bind|commit\w*|undertak\w*|agreements?|obligat\w*|obliged|contract\w*|subject to|"
    r"duty|duties|sign\w*|executed|under)\b"
)
_MEASURES = (
    r"technical,? (?:and|&|or|and/or|as well as|,) (?:\w+ )?organi[sz]ational|"
    r"organi[sz]ational,? (?:and|&|or) "
    r"(?:\w+ )?technical|(?:security|protective|safety|protection) (?:measures|controls|"
    r"safeguards|"
    r"practices|standards|program\w*|procedures)|administrative, (?:physical|technical)|"
    r"(?:appropriate|reasonable|adequate|suitable|commercially) (?:\w+ ){0,3}(?:safeguards|"
    r"security|"
    r"measures)|(?:technical|organi[sz]ational) measures|measures (?:appropriate|described|"
    r"set out|listed)|(?:physical|electronic|administrative|managerial|logical|procedural)"
    r"(?:,|,? and) [\w ,]{0,40}\b(?:procedures|safeguards|controls|measures)|"
    r"(?:protect|secur|safeguard)\w*\b.{0,60}\bsecurity (?:polic|standard|schedule|annex|exhibit|"
    r"addendum|requirement)|"
    r"security of processing|\btoms\b|article 32\b|"
    r"\bart\. ?32\b(?! ?(?:to|-|–|through|et seq))|"
    r"measures in (?:annex|schedule|appendix|exhibit)|\bkeep\w*\b.{0,40}\bsecure\b"
)
SECURITY = (
    Cue(
        2.5,
        own=rf"{_MEASURES}",
        says=(
            r"\b(?:implement\w*|maintain\w*|tak(?:e|es|en)|adopt\w*|put in place|appl(?:y|ies)|"
            r"establish\w*|ha(?:s|ve)|keeps?|ensur\w*|provid\w*|guarantee\w*|us(?:e|es)|employ\w*|"
            r"set out|in place|uphold|follow\w*|binding|"
            r"protect\w*|secures?|safeguards?|operat\w*)\b",
        ),
        not_=rf"\bassist\w* (?:the )?{CUSTOMER}|"
        rf"\b(?:assist|support|help)\w* .{{0,80}}\b(?:complying|compliance) with\b|"
        rf"{SUB}.{{0,80}}(?:implement|maintain|provide)|"
        rf"(?:fulfil|respon[ds]).{{0,80}}"
        r"request|audit(?:or)?s? (?:shall|will|may)|notif(?:y|ied)|(?:may|reserves? the right to) "
        r"(?:update|modify|change)|mitigat|\bfail(?:s|ed|ing|ure) to|adequacy decision|"
        r"undergo\w* audit|verify the (?:adequacy|effectiveness)|external auditors",
        likelier=(
            (r"appropriate|suitable|adequate|article 32|set out|described|reasonable", 0.7),
            (r"\bshall|\bwill|\bagrees|undertakes", 0.5),
            (r"implement|maintain", 0.7),
            (r"technical", 0.5),
            (r"security[^/]* / |measures[^/]* / |safeguards[^/]* / ", 0.5),
            (r"review|update|training|certif|descri(?:bes|ption)", -0.4),
        ),
    ),
    Cue(
        1.6,
        own=r"\bencrypt|access controls?\b|\bisolation\b|firewall|multi-factor|\btls\b",
        under=r"(?:^|/ )[^/]*security[^/]*(?:/ [^/]{1,30})?$",
    ),
    Cue(
        1.2,
        own=r"\b(?:relies|rely|relying) on\b.{0,80}(?:controls|security|protections|safeguards)",
        likelier=((r"security[^/]* / ", 0.5),),
    ),
)
_HELPS = (
    r"\b(?:assist\w*|help\w*|support\w*|co-?operat\w*|aid\w*|enabl\w*|"
    r"(?:provid\w*|offer\w*|make\w* available|giv\w*).{0,80}(?:assistance|cooperation|"
    r"co-operation|information|"
    r"access|means|tools|functionality|features|controls|ability))\b"
)
_RIGHTS = (
    r"(?:data[- ]subjects?|individuals?|consumers?|end[- ]users?|persons? concerned|"
    r"titulares)(?:'s?)?.{0,60}(?:requests?|rights?|"
    r"enquir|inquir)|requests? (?:from|of|by|made by) (?:\w+ ){0,2}(?:data[- ]subjects?|"
    r"individuals?|consumers?)|"
    r"(?:rights?|requests?) (?:of|by|for|from) (?:the )?(?:data[- ]subjects?|individuals?|"
    r"persons? concerned|access)|"
    r"\bdsars?\b|(?:requests?|inquir\w+|enquir\w+|complaints?|communications?) (?:\w+ ){0,5}?"
    r"(?:from|of|by|behalf of) (?:\w+ ){0,2}(?:data[- ]subjects?|individuals?|consumers?)|"
    r"access or correction requests|articles? (?:12|15)\b|chapter iii|"
    r"exercis\w+ (?:(?!control|audit|inspect).){0,40}rights|"
    r"rights? (?:of|to) access|subject access|"
    r"requests? (?:for|to) (?:access|erase|erasure|delet\w+|correct\w*|rectif\w+|opt)"
)
HELP_REFUSED = (
    r"not (?:\w+ ){0,8}(?:necessary|reasonable|obliged|required) (?:\w+ ){0,10}assist|"
    r"separately paid|may (?:also )?refuse"
)
RIGHTS = (
    Cue(
        3,
        own=rf"{_HELPS}",
        says=(_RIGHTS,),
        not_=r"supervisory authorit\w+ .{0,40}request",
        likelier=(
            (r"(?:data subject|individual)[^/]{0,30}(?:rights|requests)[^/]* / ", 1),
            (r"respond|fulfil|comply|exercis|obligation", 0.7),
        ),
    ),
    Cue(3, own=_RIGHTS, says=(_HELPS,), not_=r"supervisory authorit\w+ .{0,40}request"),
    Cue(
        2.5,
        own=r"\b(?:provid|export|respon)\w*\b.{0,60}\b(?:data|requests?)\b",
        under=r"data[- ]subject",
        not_=r"\b(?:not|cannot) (?:\w+ ){0,3}(?:respond|fulfil)|responsible for|breach|"
        r"demonstrate compliance",
    ),
    Cue(
        2,
        own=r"\bassist (?:\w+ )?with any request",
        likelier=((r"data subject rights|rights[^/]* / ", 0.7),),
    ),
    Cue(
        2.5,
        own=rf"{_HELPS}|\btools\b.{{0,60}}\b(?:allow|let)",
        under=r"data[- ]subject|individual(?:s'|'s)? rights|rights of individuals",
        not_=r"impact assessment|demonstrate compliance|\bcannot\b",
    ),
    Cue(
        1.2,
        own=r"\b(?:forward|pass|notif|inform|refer|redirect|transmit|communicat)\w*\b|"
        r"\bdirects?\b.{0,40}\bto\b",
        says=(_RIGHTS, r"request|inquir|enquir|complaint"),
        not_=r"breach|incident|\bcannot\b",
    ),
    Cue(
        1.2,
        own=_RIGHTS,
        says=(
            r"\b(?:forward|notif|inform|refer|transmit|tell)\w*\b",
            r"request|inquir|enquir|complaint",
        ),
        not_=r"breach|incident",
    ),
    Cue(
        2.1,
        own=rf"{_HELPS}.{{0,120}}\bsuch (?:\w+ )?(?:requests?|notifications?|inquir|complaints?)",
        not_=r"breach|incident|audit|invoice|fee",
    ),
)
_ASSESSMENT = (
    r"(?:impact|privacy|data[- ]protection) assessments?|\bdpias?\b|articles? 32|articles? 35|"
    r"assessments? of (?:the |its )?(?:data protection |privacy )?impact|"
    r"prior consultations?|"
    r"\bconsult\w* (?:with |of )?(?:\w+ ){0,4}(?:supervisory|regulator|authorit)|"
    r"arts?\. ?3[2-6]"
)
ASSESSMENTS = (
    Cue(
        3,
        own=rf"{_ASSESSMENT}",
        says=(rf"{_HELPS}|reasonabl|upon request",),
        not_=r"are conducted when|measures referred to in article 32|"
        r"in accordance with article 32|"
        r"(?:shall|will) implement|pursuant to article 32 of the gdpr in order",
        likelier=(
            (r"impact assessment|dpia", 1),
            (r"consult", 0.3),
            (r"impact[^/]* / |assistance[^/]* / ", 0.5),
        ),
    ),
    Cue(
        2.5,
        own=r"\b(?:provid|assist|help|support|cooperat|complet)\w*",
        under=r"impact assessment|\bdpia",
    ),
    Cue(
        1.1,
        own=r"\b(?:assist|help|support|cooperat)\w*\b.{0,120}(?:data protection obligations|"
        r"compliance (?:with|obligations)|complying with|meet(?:ing)? (?:its|their) obligations|"
        r"notification obligations|regulatory obligations|"
        r"(?:gdpr|data protection|privacy)\W(?:\w+ )?(?:compliance|standards|requirements|"
        r"obligations))",
        not_=r"audit",
    ),
    Cue(
        1.1,
        own=rf"\binformation\b.{{0,30}}\b(?:allow|enabl|permit)\w* (?:the )?{CUSTOMER} to "
        r"(?:meet|fulfil|satisfy)\b.{0,40}\b(?:obligations|duties)",
        not_=r"audit",
    ),
)
