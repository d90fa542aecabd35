"""Addresses of the register and its reports."""

from django.urls import path

from compliance.vendors import views

HERE = "o/<slug:org_slug>/vendors/"

urlpatterns = [
    path(HERE, views.vendors, name="vendors"),
    path(f"{HERE}fill/", views.fill, name="register-fill"),
    path(f"{HERE}new/", views.new_service, name="service-new"),
    path(f"{HERE}reports/<uuid:report_id>/", views.report, name="report"),
    path(f"{HERE}reports/<uuid:report_id>/file/", views.report_file, name="report-file"),
    path(f"{HERE}reports/<uuid:report_id>/<slug:verb>/", views.decide, name="report-decide"),
    path(f"{HERE}<uuid:service_id>/", views.service, name="service"),
    path(f"{HERE}<uuid:service_id>/new-report/", views.new_report, name="report-new"),
]
