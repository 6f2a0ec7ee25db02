"""What is said of a case between its versions outlives them."""

from django.dispatch import receiver
from wagtail.signals import page_published

from cases.models import CasePage
from cases.services.alive import restore_follow_ups


@receiver(page_published, sender=CasePage)
def keep_answers(sender, instance, **kwargs) -> None:
    restore_follow_ups(case=instance)
