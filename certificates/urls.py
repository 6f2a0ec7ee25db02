"""Doors of certificates. `/v/` is short because it is printed as a QR code."""

from django.urls import path

from certificates.views import own, verifying

app_name = "certificates"

urlpatterns = [
    path("verify/", verifying.verify, name="verify"),
    path("v/<str:code>", verifying.by_code, name="by_code"),
    path("certificates/", own.mine, name="mine"),
    path("certificates/<uuid:uuid>/<int:revision>.pdf", own.download, name="download"),
]
