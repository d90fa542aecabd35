"""Safeguards and the Security Rule."""

from compliance.agreements.rules.finding.cues.terms import MEANS, PHI, Sought, Way

GUARDING = (
    Sought(
        "safeguards",
        (
            Way(
                7,
                r"\b(?:use|implement|maintain|employ|adopt|establish|develop|provide|have|"
                r"apply|utiliz|has|keep|protect|secure|take|"
                r"institut|put in place)\w*\b.{0,90}\bsafeguards?\b",
            ),
            Way(5, r"administrative,? .{0,30}safeguards", under=r"safeguard|security"),
            Way(4.5, r"\bencrypt", (r"\baccess\b", PHI), under=r"safeguard|security"),
            Way(5, r"\bmeasures\b.{0,40}\bto (?:safeguard|protect|secure)\b", (PHI,)),
            Way(
                4.6,
                rf"\b(?:shall|will|must|agrees to) (?:secure|protect|safeguard)\b.{{0,20}}{PHI}",
            ),
            Way(5, r"\bsafeguards?\b.{0,60}\b(?:implement|maintain|in place|include|required)"),
            Way(
                4.5,
                r"\b(?:implement|maintain|use|employ|keep|take|has|have)\w*\b.{0,80}"
                r"\b(?:security measures|"
                r"protections|"
                r"security (?:program|controls|procedures)|measures)\b",
                (PHI,),
            ),
            Way(4.2, r"\bsafeguards?\b.{0,600}\b(?:shall|will|must|agrees)\b"),
        ),
        (
            (r"\bappropriate\b", 1),
            (r"\bprevent\b.{0,50}(?:use|disclos)", 2.6),
            (
                r"administrative,? (?:and )?(?:physical,? (?:and )?technical|"
                r"technical,? (?:and )?physical)|"
                r"physical,? (?:and )?technical",
                1.2,
            ),
            (r"confidentiality, integrity", 0.6),
            (r"\bcontinue to use\b|retains? the|for as long as", -6),
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
                r"provided for in|set forth in|specified in|satisf\w+|as described in|"
                r"follows?|abide|"
                r"adher\w+|observ\w+|bound by|"
                r"under)\b.{0,130}"
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
            (r"\bcontinues? to\b|retains? the|for as long as", -6),
            (
                r"\bretain\w*\b.{0,30}\brecords?\b|records?\b.{0,40}\bretain|"
                r"demonstrate compliance",
                -4,
            ),
            (
                r"\b(?:this|the) (?:agreement|baa|addendum) (?:\w+ ){0,3}(?:satisf|compl|conform)",
                -4,
            ),
            (r"subcontractor", -1.8),
            (r"\breport\b", -1),
            (rf"{MEANS}|shall have the (?:same )?meaning", -5),
            (r"purpose of this agreement|intend|\bwhereas\b", -3),
            (r"a reference (?:in this|to)", -5),
            (r"\binvalid|\bunenforceab|\brenegotiat", -4),
        ),
        r"security rule|safeguard|security|compliance with",
    ),
)
