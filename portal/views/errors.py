"""What is shown when a page cannot be."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

NO_REASON = "Your role does not let you do this."


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the sentence of the rule that refused."""
    context = {"reason": str(exception) or NO_REASON}
    return render(request, "errors/403.html", context, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token that this site gave (Django says why in `reason`)."""
    return render(request, "errors/stale_form.html", status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what no page of ours sends."""
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing there, or nothing for this person; the page does not tell which."""
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500 without a context, because what failed may be what a context needs."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
