"""Things the tests of this app need beyond the common factories."""

import datetime

from django.utils import timezone

from accounts.models import Notice, PrivacyNotice
from tests import factories


def towns():
    """Two sibling towns with a village each: (shiqi, dashi, village of shiqi, village of dashi)."""
    shiqi, dashi = factories.unit("shiqi", name="石碁镇"), factories.unit("dashi", name="大石街")
    village = factories.unit("yonghong", parent=shiqi, level="village", name="永红村")
    other = factories.unit("huijiang", parent=dashi, level="village", name="会江村")
    return shiqi, dashi, village, other


def privacy_notice(version="1.0", *, days_ago=30, **fields) -> PrivacyNotice:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return PrivacyNotice.objects.create(version=version, effective_from=day, body="<p>告知正文</p>", **fields)


def notice(user, text="证书已颁发", **fields) -> Notice:
    return Notice.objects.create(user=user, text=text, **({"kind": "result"} | fields))
