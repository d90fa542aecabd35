"""What is answered when somebody would change the record of an engagement that is over."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from engagements.lifecycle.rules import EngagementClosed
from portal.ui.pages import lead_to


class ClosedEngagementMiddleware:
    """Leads to the engagement with the sentence of the rule, whichever page asked for the change.

    Stands outside the middleware that enters the organisation, which has undone the request then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer this one refusal; every other is its view's to show."""
        if not isinstance(exception, EngagementClosed) or request.resolver_match is None:
            return None
        messages.error(request, str(exception))
        named = request.resolver_match.kwargs
        return lead_to(
            request, reverse("overview", args=(named["org_slug"], named["engagement_id"]))
        )
