"""What the bar at the foot of every page shows."""

from typing import Any

from django.http import HttpRequest

from portal.accounts.models import User
from portal.demo.codes import code_now


def bar(request: HttpRequest) -> dict[str, Any]:
    """`demo`: the people one can be, and the code of whoever one is."""
    if not hasattr(request, "session"):
        return {}
    people = User.objects.order_by("name")
    return {"demo": {"people": people, "code": code_now(request)}}
