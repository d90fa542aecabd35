"""Addresses of the register and its reports."""

from django.urls import path

from compliance.vendors import views
from compliance.vendors.views import requests, uploads

HERE = "o/<slug:org_slug>/vendors/"

urlpatterns = [
    path(HERE, views.vendors, name="vendors"),
    path(f"{HERE}fill/", views.fill, name="register-fill"),
    path(f"{HERE}new/", views.new_service, name="service-new"),
    path(f"{HERE}reports/<uuid:report_id>/", views.report, name="report"),
    path(f"{HERE}reports/<uuid:report_id>/file/", views.report_file, name="report-file"),
    path(f"{HERE}reports/<uuid:report_id>/<slug:verb>/", views.decide, name="report-decide"),
    path(f"{HERE}uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path(f"{HERE}uploads/<uuid:upload_id>/read-anew/", uploads.read_anew, name="upload-read-anew"),
    path(
        f"{HERE}uploads/<uuid:upload_id>/pages/<int:number>.png",
        uploads.upload_page,
        name="upload-page",
    ),
    path(f"{HERE}requests/<uuid:request_id>/", requests.request_page, name="request"),
    path(f"{HERE}requests/<uuid:request_id>/nda/", requests.request_nda, name="request-nda"),
    path(
        f"{HERE}requests/<uuid:request_id>/<slug:verb>/",
        requests.request_step,
        name="request-step",
    ),
    path(f"{HERE}<uuid:service_id>/new-request/", requests.new_request, name="request-new"),
    path(f"{HERE}<uuid:service_id>/new-upload/", uploads.new_upload, name="upload-new"),
    path(f"{HERE}<uuid:service_id>/", views.service, name="service"),
    path(f"{HERE}<uuid:service_id>/new-report/", views.new_report, name="report-new"),
]
