"""Files that came with a case before anybody decided that they may be seen."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.queries import units_for
from cases.enums import FileKind
from cases.models.submissions import Submission


def file_path(instance: "CaseFile", name: str) -> str:
    return f"case_files/{instance.uuid}/{name}"


class CaseFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Contributors: the files of their units. Reviewers and experts: what was there when it was handed in."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        own = Q(submission__unit__in=units_for(user, Role.CASE_CONTRIBUTOR))
        sent = Q(submission__in=Submission.objects.visible_to(user), uploaded_at__lte=F("submission__submitted_at"))
        return self.filter(own | sent)

    def present(self):
        return self.filter(removed_at=None)


class CaseFile(models.Model):
    """One uploaded picture or proof, as it came. Served by a view that asks who is reading, never by its address.

    `submission` is the proceeding it was uploaded in; a published case may go on pointing to it as evidence. Removing
    it from a draft sets `removed_at`, so that it can be brought back.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind.choices)
    file = models.FileField(upload_to=file_path)
    name = models.CharField(_("file name"), max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    # What was written beside it when it was removed (caption and the like), so that it comes back with it.
    row = models.JSONField(default=dict, blank=True, editable=False)

    objects = CaseFileQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def thumb(self) -> str:
        """Where the small twin of a picture lies in the storage; a copied row shares it."""
        return f"{self.file.name.rpartition('/')[0]}/thumb.jpg"
