"""Background work of people and inboxes: thin, the services do it."""

from django_tasks import task

from accounts import services
from accounts.models import ChannelChoice, User


@task()
def send_digest(choice_id: int) -> int:
    """Send one digest; returns the number of its lines."""
    choice = ChannelChoice.objects.filter(pk=choice_id).first()
    return services.send_digest(choice=choice) if choice else 0


@task()
def send_confirmation(person_id: int) -> bool:
    """Mail the link that proves an address."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    return services.send_confirmation(person=person) if person else False
