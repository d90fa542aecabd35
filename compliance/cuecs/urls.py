"""Addresses of the duties of an engagement."""

from django.urls import path

from compliance.cuecs import views

HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/duties/"

urlpatterns = [
    path(HERE, views.duties, name="duties"),
    path(f"{HERE}assign/", views.assign, name="duties-assign"),
    path(f"{HERE}<uuid:duty_id>/", views.duty, name="duty"),
    path(f"{HERE}<uuid:duty_id>/<uuid:answer_id>/file/", views.answer_file, name="duty-file"),
    path(f"{HERE}<uuid:duty_id>/<uuid:answer_id>/<slug:verb>/", views.decide, name="duty-decide"),
]
