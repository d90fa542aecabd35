"""The site's addresses and the gallery."""

from django.urls import include, path

from portal.ui.views import gallery

urlpatterns = [path("gallery/", gallery), path("", include("portal.urls"))]
