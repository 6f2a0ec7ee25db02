"""People, the posts they hold, and the rights they were given."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.enums import PEOPLE_READER_ROLES, Audience, Role
from accounts.models.organisations import Organisation
from accounts.names import sort_key

PHONE = RegexValidator(r"^1[3-9]\d{9}$", _("A mobile number has 11 digits and begins with 1."))


class UserQuerySet(models.QuerySet):
    def within(self, units) -> "UserQuerySet":
        """People with a current post in one of `units` (a queryset of Organisation)."""
        current = Membership.objects.current().filter(organisation__in=units)
        return self.filter(pk__in=current.values("user"))

    def visible_to(self, user, *roles: Role) -> "UserQuerySet":
        """People whom `user` may see because of `roles` (those who look after people, when none is named).

        Whoever holds a role at the root also sees people without a current post: somebody must find them again.
        """
        units = Organisation.objects.get_queryset().visible_to(user, *(roles or PEOPLE_READER_ROLES))
        if user.is_superuser and user.is_active:
            return self.all()
        if units.filter(depth=1).exists():
            return self.all()
        return self.within(units)


class PersonManager(UserManager.from_queryset(UserQuerySet)):
    pass


class User(AbstractUser):
    """One person with one account. A name is one field: it is printed on certificates as it stands on the roster."""

    # Wagtail greets people by it; there is no such column.
    first_name = property(lambda self: self.name)
    last_name = None
    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    name = models.CharField(_("person’s name"), max_length=50)
    # Pinyin with surname readings (区 is ōu, 曾 is zēng); the same order on every database.
    name_sort = models.CharField(_("sort key"), max_length=160, blank=True, db_index=True)
    phone = models.CharField(_("mobile number"), max_length=11, unique=True, null=True, blank=True, validators=[PHONE])
    audience = models.CharField(_("who you are"), max_length=24, choices=Audience.choices, blank=True)
    # The address whose owner answered a mail to it. Only while it is the one given above is anything sent there.
    email_confirmed = models.EmailField(blank=True, editable=False)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    # Part of every session's signature: raising it ends all sessions of the person at their next request.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects = PersonManager()
    REQUIRED_FIELDS = ["name"]

    # History of people is in the audit trail; the reference index is for content.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_sort", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args, **kwargs) -> None:
        self.name_sort = sort_key(self.name)
        self.phone = self.phone or None
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret=None) -> str:
        # The one place behind the current and the fallback hash of django.contrib.auth.
        key_salt = "accounts.models.User.session"
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def mail_address(self) -> str:
        """Where mail reaches the person for certain; empty while the address is not confirmed."""
        return self.email if self.email and self.email == self.email_confirmed else ""

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class PeriodQuerySet(models.QuerySet):
    def current(self, day=None):
        """Rows in force on `day` (today in Shanghai when not given); an open end means still in force."""
        day = day or timezone.localdate()
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)))


class Membership(models.Model):
    """Where a person works: one post at one unit for a time; several may run together, ended ones stay."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    post = models.CharField(_("post"), max_length=60, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            # A roster imported twice must not give a person the same running post twice.
            models.UniqueConstraint(
                fields=["user", "organisation", "post"], condition=Q(until=None), name="one_running_post_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.post}".strip()


class RoleGrantQuerySet(PeriodQuerySet):
    def current(self, day=None):
        """As for posts; a grant that was taken back counts no more from that moment on, whatever its end says."""
        return super().current(day).filter(ended_at=None)


class RoleGrant(models.Model):
    """What a person may do at a unit and everywhere below it, for a time; ended, never deleted.

    `until` is a planned end (that day included); `ended_at` is set when somebody takes the right back at once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_grants")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="grants_given"
    )
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleGrantQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            # Two clicks on "grant" give one right.
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(until=None, ended_at=None),
                name="one_running_grant_per_role",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="grant_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"
