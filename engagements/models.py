"""Every table of the app, for Django to find; each feature defines its own."""

from engagements.lifecycle.models import Engagement, StatedScope

__all__ = ["Engagement", "StatedScope"]
