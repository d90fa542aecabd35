"""The sections of a packet: what each shows, as values. Their templates print them."""

from compliance.packets.sections.agreements import agreements
from compliance.packets.sections.audit import audit
from compliance.packets.sections.base import Heading, Section, keyed_sheets
from compliance.packets.sections.chain import chain
from compliance.packets.sections.check import Check
from compliance.packets.sections.contents import contents
from compliance.packets.sections.cover import cover
from compliance.packets.sections.coverage import coverage
from compliance.packets.sections.dpa import dpa
from compliance.packets.sections.duties import duties
from compliance.packets.sections.engagement import engagement
from compliance.packets.sections.exhibit import divider
from compliance.packets.sections.inventory import inventory, marked_pages_of, pages_of
from compliance.packets.sections.map import coverage_map
from compliance.packets.sections.milestones import milestones
from compliance.packets.sections.papers import other_papers
from compliance.packets.sections.people import people
from compliance.packets.sections.questionnaires import questionnaires
from compliance.packets.sections.requirements import requirements
from compliance.packets.sections.retention import retention
from compliance.packets.sections.since import since

__all__ = [
    "Check",
    "Heading",
    "Section",
    "agreements",
    "audit",
    "chain",
    "contents",
    "cover",
    "coverage",
    "coverage_map",
    "divider",
    "dpa",
    "duties",
    "engagement",
    "inventory",
    "keyed_sheets",
    "marked_pages_of",
    "milestones",
    "other_papers",
    "pages_of",
    "people",
    "questionnaires",
    "requirements",
    "retention",
    "since",
]
