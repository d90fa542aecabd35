"""Finds how compliance is shown: information, 28(3)(h), and audits with their notice."""

import re
from collections.abc import Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import CUSTOMER, SUB, Cue, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Duration, Paper, durations

_EVIDENCE = Cue(
    2,
    own=r"\b(?:provid\w*|suppl\w+|shar\w+|make available)\b.{0,60}\b(?:polic\w+|evidence|"
    r"test (?:summar\w+|results))\b",
    says=(r"\brequest",),
    under=r"audit|review|compliance|inspection",
    not_=r"data subject|impact assessment",
)
INFORMATION = (
    Cue(
        3,
        own=r"\b(?:demonstrat\w*|show\w*|evidenc\w*|prov(?:e|es|ing)|verif\w*|confirm\w*|"
        r"check|establish)\b.{0,80}"
        r"(?:compl(?:ian|ies|y)|obligations|adher|procedures|\bduties|keeps? to)|"
        r"proof of (?:\w+ ){0,3}compliance|"
        r"evidence of (?:\w+ ){0,2}compliance|"
        r"(?:information|questions) (?:concerning|about|regarding|on) (?:\w+ ){1,2}compliance|"
        r"information\b.{0,40}\bfor (?:its |the |their )?(?:\w+ )?"
        r"(?:controls?|checks?|inspections?)\b|"
        r"28\(3\)\(h\)|all (?:\w+ )?information .{0,40}(?:control|supervision|monitoring) of",
        says=(
            r"\b(?:information|documentation|records?|evidence|documents?|answers?|responses?|"
            r"reports?|proof|questionnaires?|questions)\b",
            r"\b(?:mak\w+|provid\w*|giv\w+|suppl\w+|furnish\w*|disclos\w*|available|submit\w*|"
            r"have|has|present\w*|respond\w*|answers?|complet\w+|ask|"
            r"on (?:\w+ )?request)\b",
        ),
        not_=rf"{SUB} .{{0,30}}(?:shall|will) ",
        likelier=(
            (r"\ball (?:\w+ )?information", 0.7),
            (r"audit|inspect", 0.5),
            (r"audit[^/]* / |compliance[^/]* / |information[^/]* / ", 0.5),
        ),
    ),
    Cue(
        2,
        own=rf"\b(?:demonstrates?|proves?|evidences?)\b.{{0,40}}\b(?:to )?(?:the )?{CUSTOMER}\b"
        rf".{{0,60}}\b(?:complian|obligations)",
    ),
    Cue(
        1.5,
        own=r"\brequest\b.{0,30}\b(?:compliance|audit|security)\b.{0,20}\breports?\b",
        says=(rf"\b{CUSTOMER} (?:may|can)\b",),
        under=r"audit|compliance",
        customer_owes=True,
    ),
    Cue(
        1.5,
        own=r"\b(?:provid\w*|make available|giv\w+|suppl\w+)\b.{0,40}\binformation\b|"
        r"\binformation\b.{0,60}\b(?:provided|made available|given|supplied)\b",
        under=r"audit|inspection|demonstrat",
        not_=r"data subject|impact assessment|confidential information|breach",
    ),
    _EVIDENCE,
)


_ALLOWS = (
    r"\b(?:allow\w*|permit\w*|contribut\w*|conduct\w*|perform\w*|carry out|carried out|right to|"
    r"entitled to|"
    r"may|can|lets?|limited to|will focus|grant\w*|submits? to|"
    r"cooperat\w*|co-operat\w*|undergo|facilitat\w*|agree\w*|appoint|"
    r"enabl\w*|commission\w*|subject to)\b"
)
_REPORTS = (
    r"(?:audits?|certifi\w+|attestation|assessments?|soc ?2|iso ?27001|penetration[- ]test\w*|"
    r"security compliance)"
    r"[^.]{0,70}(?:reports?|certifi\w+|summar\w+|results?|documentation)|reports? [^.]{0,40}audit|"
    r"third[- ]party audits or certif"
)
_OWN_AUDITS = (
    r"audit (?:log|trail|record|entr|chain|pipeline)|regular(?:ly)? (?:\w+ ){0,3}audit|"
    r"internal audit|"
    r"audit-logged|allowing anyone to audit|audits of its own|audit logging|themselves audited|"
    r"reviewed and audited|soc 2 type .{0,20}audit is"
)
AUDITS = (
    Cue(
        3.5,
        own=r"\bon-?site (?:audit|inspection)s?\b.{0,30}(?:with|upon|on|subject|notice)",
        under=r"audit|inspection",
        not_=r"in lieu|only (?:if|where)|require written",
        customer_owes=True,
    ),
    Cue(
        3,
        own=r"\b(?:audit(?:s|ed|ing)?|inspect(?:s|ion|ions|ed)?|spot[- ]checks?|"
        r"on-?site (?:visits?|reviews?|checks?)|satisfy (?:itself|themselves) (?:of|that|as to)|"
        r"check (?:\w+ ){0,3}compliance|convince (?:itself|themselves)|"
        r"examin\w+ (?:\w+ ){0,3}(?:facilities|premises|systems|records))\b",
        says=(_ALLOWS,),
        not_=rf"{_OWN_AUDITS}|auditors? (?:is|are|must|shall)\b|impact assessment|^\W*costs? |"
        rf"{CUSTOMER} (?:shall|will|must) (?:permit|allow)\b",
        customer_owes=True,
        likelier=(
            (
                r"allow for|contribute|conduct|perform|carry out|right to|permit|grant access|"
                r"cooperate with",
                1,
            ),
            (
                r"neither .{0,60} nor .{0,40}has to|need not|not be required to|"
                r"has to give access",
                -2.5,
            ),
            (r"audit[^/]* / |inspection[^/]* / ", 0.7),
            (rf"{SUB}[^/]* / ", -1.5),
            (
                r"not be entitled|does not host|no more than|once per|normal business hours|"
                r"minimi[sz]e|"
                r"disrupt|confidential|reimburs|at (?:its|their) own",
                -0.5,
            ),
            (r"shall be carried out in accordance with|clause 8\.9", -0.7),
        ),
    ),
    Cue(
        2,
        own=_REPORTS,
        says=(r"\b(?:provi[ds]\w*|mak\w*|shar\w*|suppl\w*|present\w*|available|copy|copies)\b",),
        not_=_OWN_AUDITS,
        likelier=((r"audit[^/]* / |certif[^/]* / ", 0.7),),
    ),
    Cue(
        2,
        own=r"\b(?:review|assess|examin)\w*\b.{0,40}\b(?:controls|safeguards|security|compliance)\b",
        says=(rf"\b{CUSTOMER}\b.{{0,30}}\b(?:may|can|right to|entitled to|requests?)\b",),
        under=r"audit|review|inspection",
        not_=r"impact assessment|risk assessment",
        customer_owes=True,
    ),
    _EVIDENCE,
    Cue(
        1.6,
        own=r"\bonce (?:per|a|every|each)\b|\bon (?:at least )?\d+ (?:business )?days|"
        r"\breasonable (?:prior |written )*notice",
        under=r"(?:^|/ )[^/]*\b(?:audit|inspection)[^/]*$",
        not_=r"third[- ]party|external|\biso\b|soc ?2|certif|internal|penetration|report",
        customer_owes=True,
    ),
    Cue(
        2,
        own=r"\bquestionnaires?\b",
        says=(r"\b(?:provid\w*|respon\w*|answer\w*|complet\w*)\b",),
        under=r"audit|compliance|assurance|inspection|review",
    ),
    Cue(
        1.5,
        own=r"\breviews?\b.{0,60}(?:available|permitted|conducted)|on-?site inspection",
        under=r"audit|review|inspection",
        customer_owes=True,
    ),
)
_REAL_AUDIT = re.compile(
    r"(?:allow|contribute to|permit|right (?:to|of)|may|entitled to|grant access|submit to|"
    r"undergo|cooperate with|"
    r"(?:shall|will) be able to|agrees? to)\b.{0,110}\b(?:audit|inspect)|\b(?:audits?|"
    r"inspections?)\b.{0,60}\bby (?:the )?"
    r"(?:customer|controller|client|company|auditor)|conducting or commissioning an on-site audit|"
    r"entitled to\b.{0,220}\bon-?site inspections?|"
    r"^\W*on-?site audits? \(?(?:with|upon|on|subject)|"
    r"\bon-?site (?:audits?|inspections?) (?:shall|will|must|is|are) (?:be )?(?:subject|limited)"
)
_PAPERS = re.compile(
    r"(?:summar\w+|reports?|results|copies) of (?:\w+ ){0,3}audits?|audit (?:reports?|summar\w+|"
    r"documents)"
)
_OF_CLAUSES = re.compile(r"audits? described in|clause 8|standard contractual clauses|\bsccs\b")
_ONLY_PAPER = (
    r"does not host|not be entitled to an? (?:on-?site )?audit|only where required|"
    r"written information request|"
    r"mutually agree to appoint|in lieu of|satisf(?:y|ied) .{0,40}(?:by|"
    r"through) (?:the )?(?:review|provi)|"
    r"audits? (?:may|can|shall) be \(?(?:partly|partially)?\)? ?(?:fulfilled|satisfied|replaced)|"
    r"no on-?site|exclusively by|audit rights? (?:only|solely|exclusively) by"
)
_NOTICE_FOLLOWS = re.compile(
    r"\W*s?\W*(?:(?:prior|advance|written|reasonable) ){0,3}(?:notice|notification|in advance)"
)
_NOTICE_OF = re.compile(
    r"\bnotice\W{0,3}(?:of |being )?(?:(?:not|no) less than|at least|a minimum of|minimum)?\W*$"
)
_NOTICE_OF_AUDIT = re.compile(r"notice|notif|advance|prior", re.IGNORECASE)


def auditing(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of (h) and of audits."""
    audits = weigh(units, AUDITS, least=1.5)
    found = (
        _audits(paper, units, audits),
        _information(paper, weigh(units, INFORMATION), audits),
    )
    return [one for one in found if one]


def _audits(paper: Paper, units: Sequence[Unit], audits: list[Weighed]) -> Proposal | None:
    if not audits:
        return None
    clauses = " ".join(one.unit.text for one in audits)
    real = _is_real(audits) and not re.search(_ONLY_PAPER, clauses)
    how = Strength.FULL if real else Strength.WEAK
    reason = (
        "The customer may audit or inspect."
        if real
        else "Only reports or written answers are offered, or an audit depends on the vendor."
    )
    value = _notice_of_audit(units, audits)
    return Proposal("audit", places(paper, audits), how, reason, confidence(audits), value)


def _is_real(weighed: Sequence[Weighed]) -> bool:
    return any(
        _REAL_AUDIT.search(_PAPERS.sub("", one.unit.text)) and not _OF_CLAUSES.search(one.unit.text)
        for one in weighed
    )


def _notice_of_audit(units: Sequence[Unit], audits: list[Weighed]) -> Duration | None:
    """The notice an audit needs: a time beside "notice" where audits are spoken of."""
    near = {one.unit.section for one in audits}
    lists = {one.unit.clause.index for one in audits}
    spoken = [
        unit
        for unit in units
        if (unit.section in near or unit.clause.parent in lists)
        and re.search(r"audit|inspect", f"{unit.titles} {unit.text}")
    ]
    beside = (time for unit in spoken for time in durations(unit.own) if _is_notice(unit, time))
    return next(beside, None)


def _is_notice(unit: Unit, time: Duration) -> bool:
    if _NOTICE_FOLLOWS.match(unit.own, time.end):
        return True
    if _NOTICE_OF.search(unit.own[: time.start]):
        return True
    around = unit.own[max(0, time.start - 45) : time.end + 45]
    aside = re.search(r"breach|incident|period|once|every|per\b", around)
    return bool(_NOTICE_OF_AUDIT.search(around)) and not aside


def _information(paper: Paper, shown: list[Weighed], audits: list[Weighed]) -> Proposal | None:
    if not shown:
        return None
    clauses = " ".join(one.unit.text for one in (*shown, *audits))
    audited = _is_real((*shown, *audits))
    paper_only = re.search(_ONLY_PAPER, clauses) and not re.search(
        r"\ball (?:\w+ )?information", clauses
    )
    if audited and not paper_only:
        how, reason = (
            Strength.FULL,
            "Information that shows compliance is given, audits are allowed.",
        )
    else:
        how, reason = Strength.WEAK, "Information is offered, but no audits or inspections."
    return Proposal("28(3)(h)", places(paper, shown), how, reason, confidence(shown))
