"""What no keyboard writes and no database stores is refused once, before any page reads it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class UnreadableMiddleware:
    """Answers 400 to a NUL among the words of a query or a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Look at every word, when it is known that a page asks for them."""
        for answers in (request.GET, request.POST):
            if any(NUL in word for _, words in answers.lists() for word in words):
                raise BadRequest("a NUL among the words")
