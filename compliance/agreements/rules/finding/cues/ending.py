"""The Privacy Rule in the place of the covered entity, the Secretary, and the end."""

from compliance.agreements.rules.finding.cues.terms import END, HHS, MEANS, PHI, Sought, Way

ENDING = (
    Sought(
        "subpart-E-obligations",
        (
            Way(
                8,
                r"\b(?:carry(?:ing)? out|carries out|carried out|perform\w*|fulfil\w*|discharg\w*|"
                r"delegat\w+|undertak\w+|assum\w+|tak\w+ (?:over|on)|responsible for)\b"
                r".{0,120}\b(?:obligations?|duties|duty|"
                r"functions?)\b",
                (
                    r"subparts? (?:a and )?e\b|privacy rule|hipaa|privacy regulation|"
                    r"privacy standards|"
                    r"those requirements|such (?:requirements|obligation)",
                    r"\bcompl(?:y|ies|iance)|subject to|in accordance|meet|\bas\b.{0,30}\brequires",
                    r"covered entit|\bce\b|customer|client|the plan",
                ),
            ),
            Way(
                7,
                r"requirements (?:of (?:subpart e|the privacy rule|hipaa|the hipaa \w+) )?that "
                r"(?:would )?(?:be )?appl(?:y|icable) to (?:the )?(?:covered entity|ce|"
                r"customer|client)",
            ),
        ),
        (
            (r"\bto the extent\b|\bif\b|\bwhere\b|\bwhen\b", 1),
            (r"covered entity'?s? obligation|obligations? of (?:the )?covered entity", 1.2),
            (r"subpart e\b", 1),
            (r"that (?:would )?(?:be )?appl(?:y|icable|ies) to", 1),
            (r"would (?:violate|not be permissible)|if done by|if (?:performed|used)", -4),
            (r"services?\b.{0,60}on behalf|functions, activities", -2.5),
            (r"functions\b.{0,20}on behalf of(?!.{0,60}(?:obligation|dut(?:y|ies)))", -4),
            (r"legal responsibilit", -2.5),
            (r"subcontractor", -1.5),
            (r"breach notif|security incident|\breport", -3),
            (r"164\.52[468]|accounting|\bamend|\baccess\b", -3),
            (r"\bminimum\b|\bsafeguard", -2),
            (r"\bsurviv", -4),
            (r"available to the secretary", -2),
        ),
        r"covered entity.{0,3} obligations?|delegat|subpart e|obligations? of covered|"
        r"compliance with",
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
                    r"\b(?:available|access|provide|disclose|furnish|inspect|produce|submit|examin|"
                    r"open|cooperat)\w*",
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
            (MEANS, -5),
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
                r"\b(?:return|returns|returned|destroy|destroys|destroyed|destruction|deletes?|deleted|"
                r"deletion|disposes?|purges?|erases?|(?:hand|give)s? back)"
                r"\b",
                (
                    PHI,
                    END,
                    r"\b(?:return\w*|destr\w+|delet\w+|dispos\w+|purg\w+|eras\w+|back)\b"
                    r".{0,200}\b(?:destr\w+|return\w*|"
                    r"delet\w+|eras\w+|phi|protected health|information)\b|"
                    r"\b(?:phi|protected health|information)\b.{0,120}\b(?:return\w*|destr\w+|"
                    r"delet\w+)",
                ),
            ),
            Way(
                8,
                r"\b(?:download|export|retriev\w+|extract|take out|copy out)\w*\b.{0,40}"
                rf"{PHI}",
                (END, r"\b(?:return\w*|destr\w+|delet\w+|eras\w+|purg\w+|remov\w+)\b"),
            ),
            Way(
                5.5,
                rf"{PHI}.{{0,40}}\b(?:be|is|are) (?:\w+ )?"
                r"(?:returned|destroyed|deleted|exported)\b",
                under=r"terminat|expir|\bends?\b|return|destr",
            ),
            Way(
                5,
                rf"\b(?:return|destroy|delete)s? (?:to \w+ \w+ )?(?:or destroy |"
                rf"or return )?(?:all |any |the )?"
                rf"(?:remaining |\w+ )?{PHI}",
            ),
        ),
        (
            (
                r"return(?:ed|"
                r"s)?\b.{0,60}\bor (?:, if agreed to by [a-z ]+, )?(?:be )?(?:securely )?destr",
                1.5,
            ),
            (
                r"(?:option|right|able|opportunity|entitled|may|can|days|access) (?:to )?"
                r"(?:download|export|retrieve|extract)",
                4,
            ),
            (r"\backnowledges? that no\b|\bno \w+ ?\w* (?:data|phi|information) remains?\b", -6),
            (r"received from|created or received|maintains in any form|on behalf of", 1),
            (
                r"upon (?:the )?(?:termination|expiration)|at (?:the )?termination|"
                r"on termination|after termination|"
                r"termination of this",
                1,
            ),
            (r"if feasible|where feasible|retain no copies|not retain any copies", 0.5),
            (
                r"\b(?:shall|will) (?:\w+ ){0,2}terminate (?:when|on|upon the)|terminates when|"
                r"remains? in effect|"
                r"continue[sd]? (?:in effect )?until|effective (?:as of|on|upon|when)|term of this",
                -7,
            ),
            (r"\bsurviv", -4),
            (r"\b(?:comply with|governed by) (?:section|article|clause|paragraph) [\divx]", -3),
            (
                r"^(?:[\d.()a-z]{1,6} )?[^.]{0,40}\b(?:if|in the event|"
                r"where)\b[^.]{0,80}(?:infeasible|not feasible|"
                r"cannot)",
                -2.5,
            ),
            (r"\bnot apply to\b|for the avoidance of doubt|de-?identified", -1.5),
            (
                r"device and media|media containing|"
                r"unauthorized access, use, disclosure, modification",
                -6,
            ),
            (r"\bcertif\w+\b", -2),
            (r"\bsee (?:section|§)|complete return", -3),
            (r"no longer needed", -1.5),
            (r"\bnotice\b.{0,40}terminat", -0.5),
            (r"subcontractors? (?:agree|shall)", -1.5),
        ),
        r"return|destruction|effect of termination|obligations.{0,40}termination|disposition|"
        r"upon termination|data (?:return|retention)",
        without=r"(?:makes? |making )?(?:the |such |any )?(?:return(?:ing|ed)?|destr\w+) "
        r"(?:or|and|and/or) (?:the )?(?:return(?:ing|ed)?|destr\w+)\b[^.;]{0,60}?"
        r"(?:infeasible|not (?:be )?feasible|impossible|not practicable|impracticable)|"
        r"if (?:destruction|return) is not feasible|cannot (?:feasibly )?(?:be )?(?:return|"
        r"destroy)[^.;]*",
    ),
    Sought(
        "termination-for-violation",
        (
            Way(
                8,
                r"\b(?:terminat\w+|cancel\w*|may end it|"
                r"ends? (?:this|the) (?:agreement|baa|addendum|"
                r"contract))\b",
                (
                    r"\b(?:breach\w*|violat\w+|breaks|default|non-?compliance|fail\w*)\b",
                    r"\bmaterial\w*|violat\w+|\bcure[sd]?\b|\bcuring\b|breach|\bremed",
                    r"\b(?:may|right to|entitl\w+|authori[sz]es|shall|will|can|upon|"
                    r"grounds?|immediate\w*)\b",
                ),
            ),
        ),
        (
            (
                r"may (?:\w+ ){0,3}terminate|authori[sz]es? (?:the )?termination|"
                r"right to terminate|"
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
            (r"grounds? for\b.{0,30}\bterminat", 2),
            (r"\bdefendant\b|\bcriminal\b|\bindict|\binsolven|\bbankrupt|\bexcluded from", -3),
            (r"without cause|for convenience|any time|for any reason|any reason", -2.5),
            (r"effect of termination|upon termination|return|destroy", -2.5),
            (r"\bsurviv", -4),
            (
                r"\b(?:shall|will) terminate (?:when|on|upon)|commences|effective (?:as of|date)",
                -2.5,
            ),
            (
                r"covered entity (?:has )?(?:materially )?breach|"
                r"breach\w* (?:of .{0,40})?by (?:the )?covered entity|"
                r"violation by (?:the )?covered entity|"
                r"pattern of activity or practice of (?:the )?covered",
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
