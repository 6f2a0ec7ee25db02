"""Requests as the wire carries them, put to the application in this process or to a server on this machine."""

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.wsgi import get_wsgi_application
from django.db import connection

from benchmarks.trial_site import TOKEN, Visitor


@dataclass(frozen=True, slots=True)
class Request:
    """One request of one visitor; `body` makes it a POST."""

    path: str
    visitor: Visitor = field(default_factory=Visitor)
    body: bytes | None = None
    json: bool = False
    accept: str = "text/html"

    @property
    def content_type(self) -> str:
        return "application/json" if self.json else "application/x-www-form-urlencoded"

    def wire(self, host: str) -> bytes:
        lines = [f"{'GET' if self.body is None else 'POST'} {self.path} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [f"Cookie: {self.visitor.cookie}", f"Accept: {self.accept}", "Accept-Language: zh-CN"]
        if self.body is not None:
            lines += [
                f"X-CSRFToken: {TOKEN}",
                f"Content-Type: {self.content_type}",
                f"Content-Length: {len(self.body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + (self.body or b"")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Inside:
    """The application called directly: what it costs, without a network or a client."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()

    def ask(self, request: Request) -> Answer:
        told: dict = {}
        body = request.body or b""
        environ = {
            "REQUEST_METHOD": "GET" if request.body is None else "POST", "PATH_INFO": request.path.split("?")[0],
            "QUERY_STRING": request.path.partition("?")[2], "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": request.visitor.cookie,
            "HTTP_ACCEPT": request.accept, "HTTP_ACCEPT_LANGUAGE": "zh-CN", "HTTP_X_CSRFTOKEN": TOKEN,
            "CONTENT_TYPE": request.content_type if request.body is not None else "", "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        parts = self.application(environ, lambda status, headers, *_: told.update(status=status, headers=headers))
        content = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        return Answer(int(told["status"].split()[0]), dict(told["headers"]), content)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements sent to the database meanwhile; transaction brackets do not count."""
        sent: list[str] = []

        def note(execute, sql, params, many, context):
            if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")):
                sent.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield sent

    def queries(self, request: Request) -> int:
        with self.counting() as sent:
            checked(self.ask(request), request)
        return len(sent)

    def cpu(self, requests: Iterator[Request], count: int = 150) -> float:
        """Milliseconds of processor time a request takes; the median of five rounds, after a warm-up."""
        for _ in range(15):
            checked(self.ask(found := next(requests)), found)
        rounds = []
        for _ in range(5):
            started = time.process_time()
            for _ in range(count // 5):
                self.ask(next(requests))
            rounds.append((time.process_time() - started) * 1000 / (count // 5))
        return sorted(rounds)[2]


def checked(answer: Answer, request: Request) -> Answer:
    """A figure for an error page is worth nothing."""
    if answer.status >= 400:
        raise SystemExit(f"{request.path} answered {answer.status}: {answer.body[:300]!r}")
    return answer


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load: per second, and milliseconds until the answer."""

    rate: float
    median: float
    p95: float


class Server:
    """A server on this machine's loopback interface; nothing else is ever asked."""

    def __init__(self, port: int) -> None:
        self.address = ("127.0.0.1", port)
        self.host = f"127.0.0.1:{port}"

    def ask(self, request: Request) -> Answer:
        with socket.create_connection(self.address, timeout=30) as line:
            line.sendall(request.wire(self.host))
            received = b"".join(iter(lambda: line.recv(65536), b""))
        head, _, body = received.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.title(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        return Answer(int(first.split()[1]), headers, body)

    def load(self, work: Callable[[int, int], None], *, clients: int, seconds: float, limit: int = 20_000) -> Load:
        """Repeat `work(client, turn)` from `clients` threads until the time or the `limit` of turns is over."""
        taken: list[list[float]] = [[] for _ in range(clients)]
        failures: list[BaseException] = []
        begun = time.perf_counter()

        def run(client: int) -> None:
            for turn in range(limit // clients):
                started = time.perf_counter()
                if failures or started - begun > seconds:
                    break
                try:
                    work(client, turn)
                except (SystemExit, OSError) as failure:
                    failures.append(failure)
                    break
                taken[client].append(time.perf_counter() - started)

        threads = [threading.Thread(target=run, args=(client,)) for client in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise SystemExit(str(failures[0]))
        whole = time.perf_counter() - begun
        times = sorted(value * 1000 for values in taken for value in values)
        return Load(len(times) / whole, times[len(times) // 2], times[int(len(times) * 0.95)])
