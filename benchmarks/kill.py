"""Kill the server in the middle of a quiz, again and again, and count what was lost: see docs/reliability.md.

    python -m benchmarks.kill --rounds 30                          SQLite in a temporary folder
    python .ci/postgres.py python -m benchmarks.kill --rounds 20   PostgreSQL, on a server that is thrown away

With --write the figures go into that page. In each round six learners answer at once while gunicorn with two workers is
killed with SIGKILL at a random moment. Then it is started anew and the database is asked: is every answer that was
acknowledged there, is every attempt either open and unmarked or closed and marked whole, does every closed one have
exactly one result? At last everybody hands in. Two further proofs follow: twelve hand-ins of one attempt at once, and
two tabs that begin at once.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from random import Random
from urllib.request import urlopen

from benchmarks.run import ROOT, machine, prepare

REPORT = ROOT / "docs" / "reliability.md"
SITTING, HAND_INS, ATTEMPTS, TABS = 6, 12, 20, 50


class Server:
    """gunicorn with two workers in a process group of its own, so that all of it can be killed at once."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--workers", "2", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen([*command, "--log-level", "critical"], cwd=ROOT, start_new_session=True)
        for _ in range(300):
            # Both workers: the first to answer is not the only one to be asked.
            if self._answers() and self._answers() and self._answers():
                return
            time.sleep(0.05)
        raise SystemExit("The server did not start.")

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=20) as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def report(section: str, lines: list[str]) -> None:
    """Put `lines` between the marks of `section`."""
    begin, end = f"<!-- {section} -->\n", f"<!-- /{section} -->"
    text = REPORT.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    REPORT.write_text(before + begin + "\n".join(lines) + "\n" + end + rest.split(end)[1], encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongzhi-kill-") as folder:
        prepare(folder, without=("REDIS_URL", "S3_BUCKET", "EMAIL_URL"))
        from benchmarks.proofs import Proofs

        server = Server()
        proofs = Proofs(server, Random(chosen.seed))
        try:
            server.start()
            for number in range(1, chosen.rounds + 1):
                proofs.kill_round(SITTING)
                print(f"round {number}: {proofs.said()}", flush=True)
            proofs.hand_in_together(ATTEMPTS, HAND_INS)
            proofs.begin_together(TABS)
        finally:
            server.kill()
        lines = [f"{machine(proofs.database)} Seed {chosen.seed}.", "", *proofs.table(chosen.rounds)]
        vendor = proofs.vendor
    print("\n".join(lines))
    if chosen.write:
        report(vendor, lines)
    return 1 if proofs.faults else 0


if __name__ == "__main__":
    sys.exit(main())
