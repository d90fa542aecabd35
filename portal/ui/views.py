"""The gallery of components: a page for those who build and test pages, not for visitors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from portal.ui import gallery as content
from portal.ui.pages import render_page


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with realistic content; routed in the demo and in tests only.

    `?accent=7a1fa2` shows it in a partner's colour.
    """
    accent = f"#{asked}" if (asked := request.GET.get("accent")) else ""
    messages.success(request, "The BAA was sent to Dr Miriam Okafor.")
    return render_page(request, page="ui/gallery.html", context=content.context(accent=accent))
