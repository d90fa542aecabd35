"""The site's addresses, and those of the bar."""

from django.urls import include, path

from portal.demo import views
from portal.ui.views import gallery
from portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("demo/become/", views.become, name="demo-become"),
    path("demo/code/", views.code, name="demo-code"),
    path("demo/mails/", views.mails, name="demo-mails"),
    path("demo/gallery/", gallery, name="demo-gallery"),
    path("", include("portal.urls")),
]
