"""The settings, by topic. Each module says in its first line what it decides."""

from portal.settings.auth import *
from portal.settings.base import *
from portal.settings.jobs import *
from portal.settings.logging import *
from portal.settings.mail import *
from portal.settings.security import *
from portal.settings.storage import *
