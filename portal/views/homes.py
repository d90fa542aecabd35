"""Where a person lands: the one door they have, or a choice of doors."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from portal.accounts.places import doors
from portal.ui.pages import render_page


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the only organisation or engagement, or show them all."""
    back = request.session.pop("after_second_factor", None)
    if back:
        return redirect(back)
    found = doors(user=request.user, at=timezone.now())  # type: ignore[arg-type]
    if len(found) == 1:
        return redirect(found[0].path)
    return render_page(request, page="home.html", context={"doors": found})
