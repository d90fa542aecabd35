"""Anybody checks a sealed packet or agreement here; and gets the portal's root certificate."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from portal.files import seals
from portal.files.rules import clean_name
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page
from portal.views.verifying import (
    Busy,
    CannotCheck,
    check_file,
    root_certificates,
    root_fingerprint,
)


class VerifyForm(forms.Form):
    """One PDF file."""

    file = forms.FileField(
        label="Sealed PDF file",
        help_text="It is checked and then forgotten. Nothing of it is kept.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Choose the file to check."},
    )


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Three verdicts on a file, and whether this portal sealed exactly that."""
    refusal = upload_refusal(request) if request.method == "POST" else None
    if refusal is not None:
        return _page(request, VerifyForm(), {"refused": str(refusal)}, status=413)
    if request.method == "GET":
        return _page(request, VerifyForm(), {})
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, {}, status=422)
    found, status = _check(form.cleaned_data["file"])
    return _page(request, VerifyForm(), found, status=status)


@require_GET
def root_certificate(request: HttpRequest) -> HttpResponse:
    """The root certificate under which everything here is sealed; 404 before anything was."""
    bundle = root_certificates()
    if bundle is None:
        raise Http404("Nothing was sealed here yet, so there is no root certificate.")
    headers = {"Content-Disposition": 'attachment; filename="root.pem"'}
    return HttpResponse(bundle, content_type="application/x-pem-file", headers=headers)


def _check(upload: TemporaryUploadedFile) -> tuple[dict[str, Any], int]:
    name = clean_name(upload.name or "file")
    try:
        checked = check_file(Path(upload.temporary_file_path()))
    except CannotCheck as refusal:
        status = 503 if isinstance(refusal, Busy) else 422
        return {"refused": str(refusal), "name": name}, status
    found = {
        "name": name,
        "checked": checked,
        "sealed_here": seals.known(checked.sha256),
    }
    return found, 200


def _page(
    request: HttpRequest, form: forms.Form, found: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "fingerprint": root_fingerprint(), **found}
    return render_page(
        request,
        page="verify.html",
        fragment="_verify.html",
        context=context,
        status=status,
    )
