"""Addresses of the register and its reports."""

from django.urls import path

from compliance.vendors import views
from compliance.vendors.views import uploads

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
    path(f"{HERE}<uuid:service_id>/new-upload/", uploads.new_upload, name="upload-new"),
    path(f"{HERE}<uuid:service_id>/", views.service, name="service"),
    path(f"{HERE}<uuid:service_id>/new-report/", views.new_report, name="report-new"),
]
