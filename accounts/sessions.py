"""Django's database sessions, read together with whoever is logged in: one query where there were two."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import DateTimeField, F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import Session, User
from accounts.prepared import Given, Prepared


@Prepared
def _people_by_session():
    running = {"sessions__session_key": Given("key"), "sessions__expire_date__gt": Given("now", DateTimeField())}
    return User.objects.filter(**running).annotate(session_data=F("sessions__session_data")).order_by()


class SessionStore(DatabaseStore):
    """`person` is the person of the session as it was read; None for strangers and for a session just begun."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict:
        person = _people_by_session.first(key=self.session_key, now=timezone.now())
        if person is None:
            return super().load()
        self.person = person
        return self.decode(person.session_data)

    def create_model_instance(self, data: dict) -> Session:
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        return session


def person_of(request: HttpRequest) -> User | None:
    """The person who came with the session, when everything Django asks of a session holds; else None.

    What Django does in the other cases (an older secret key, a session that was ended) is left to Django.
    """
    session = request.session
    logged_in = session.get(SESSION_KEY)  # reads the session, and with it the person
    person = session.person
    if person is None or not person.is_active or str(person.pk) != logged_in:
        return None
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    genuine = constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    return person if genuine else None
