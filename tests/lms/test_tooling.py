"""What `make run` and `make test` stand on: pinned requirements, catalogues, plain words when something is missing."""

import re
import shutil
import subprocess
import tomllib

import polib
import pytest

from tests.lms.tooling import ROOT, script

catalogs = script("catalogs")
postgres = script("postgres")
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==(\S+)", re.MULTILINE | re.IGNORECASE)


def pins(name):
    return dict(PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text()))


def normal(requirement):
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_requirement_is_pinned_by_hash_and_names_no_server(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text


def test_development_installs_the_very_versions_that_production_runs():
    base, dev = pins("base"), pins("dev")
    assert {name: dev.get(name) for name in base} == base


def test_requirements_were_compiled_after_the_last_change_of_the_project_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = set(map(normal, project["project"]["dependencies"]))
    assert wanted - set(map(normal, pins("base"))) == set()
    assert set(map(normal, project["dependency-groups"]["dev"])) - set(map(normal, pins("dev"))) == set()


@pytest.fixture
def site(tmp_path):
    """A folder with one small catalogue in it."""
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = polib.POFile()
    catalog.metadata = catalogs.HEADER
    catalog.append(polib.POEntry(msgid="Lesson", msgstr="课时"))
    catalog.save(str(folder / "django.po"))
    return tmp_path


def test_compiling_twice_writes_once(site):
    assert catalogs.compile_all(site) == 1
    assert catalogs.compile_all(site) == 0
    folder = site / "locale" / "zh_Hans" / "LC_MESSAGES"
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(folder / "django.mo"))] == [("Lesson", "课时")]
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def catalog_of(*entries):
    catalog = polib.POFile()
    catalog.extend(polib.POEntry(**entry) for entry in entries)
    return catalog


@pytest.mark.parametrize(
    ("committed", "used", "expected"),
    [
        ({"msgid": "Lesson", "msgstr": "课时"}, "Lesson", []),
        ({"msgid": "Lesson", "msgstr": ""}, "Lesson", ["untranslated: 'Lesson'"]),
        ({"msgid": "Lesson", "msgstr": "课", "flags": ["fuzzy"]}, "Lesson", ["fuzzy: 'Lesson'"]),
        (
            {"msgid": "Course", "msgstr": "课程"},
            "Lesson",
            ["not in the catalogue: 'Lesson'", "no longer used: 'Course'"],
        ),
    ],
)
def test_a_catalogue_is_complete_when_it_holds_what_the_code_says_and_nothing_else(committed, used, expected):
    assert catalogs.problems(catalog_of(committed), catalog_of({"msgid": used})) == expected


def test_a_missing_database_server_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "runs", lambda programs: False)
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install postgresql"):
        postgres.find_programs(tmp_path)


@pytest.fixture
def machine(tmp_path):
    """A machine on which every command of the set-up answers what the test wants it to."""
    folder = tmp_path / "site"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "setup.sh", folder / ".ci")
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "sed", "grep", "cksum"):
        (tools / name).symlink_to(shutil.which(name))

    def answer(name, script_text):
        (tools / name).write_text(f"#!{shutil.which('bash')}\n{script_text}\n")
        (tools / name).chmod(0o755)

    def prepare():
        """Everything is installed already."""
        (folder / ".venv" / "bin").mkdir(parents=True)
        (folder / ".venv" / "bin" / "python").symlink_to(shutil.which("true"))
        lines = [str(folder)]
        for name in ("requirements/base.txt", "requirements/dev.txt"):
            with (folder / name).open("rb") as text:
                lines.append(f"{name} {subprocess.check_output(['cksum'], stdin=text, text=True).strip()}")
        (folder / ".venv" / ".installed").write_text("\n".join(lines) + "\n")

    def setup(kind):
        done = subprocess.run(
            [tools / "bash", folder / ".ci" / "setup.sh", kind],
            env={"PATH": str(tools)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    setup.answer, setup.prepare = answer, prepare
    return setup


def test_without_python_the_set_up_says_what_to_install(machine):
    machine.answer("python3", "exit 1")
    code, _, said = machine("run")
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("Python 3.11 is needed and was not found")


def test_an_ordinary_user_is_told_the_packages_and_the_site_still_runs(machine):
    machine.prepare()
    machine.answer("id", "echo 1000")
    machine.answer("dpkg-query", "exit 1")
    assert machine("run") == (
        0,
        "",
        "Please install these system packages: sudo apt-get install -y "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "(the site runs without them, but cannot make certificates)\n",
    )


def test_tests_stop_with_one_sentence_when_an_ordinary_user_lacks_packages(machine):
    machine.prepare()
    machine.answer("id", "echo 1000")
    machine.answer("dpkg-query", "echo installed")
    assert machine("test") == (
        1,
        "",
        "Please install these system packages: sudo apt-get install -y chromium poppler-utils gettext\n",
    )


def test_root_gets_only_what_is_missing_installed_without_questions(machine, tmp_path):
    machine.prepare()
    machine.answer("id", "echo 0")
    machine.answer("dpkg-query", '[ "$3" = libpango-1.0-0 ] && exit 1; echo installed')
    machine.answer("apt-get", f'echo "$DEBIAN_FRONTEND $*" >>{tmp_path}/asked')
    code, said, _ = machine("run")
    assert (code, said) == (0, "Installing system packages: libpango-1.0-0\n")
    assert (tmp_path / "asked").read_text().splitlines() == [
        "noninteractive update -qq",
        "noninteractive install -y -qq --no-install-recommends libpango-1.0-0",
    ]


def test_the_second_set_up_does_nothing(machine):
    machine.prepare()
    machine.answer("dpkg-query", "echo installed")
    assert machine("run") == (0, "", "")


@pytest.mark.parametrize("failing", ["ruff", "python", None])
def test_a_failure_of_any_tool_fails_its_step(failing, tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "test.sh", tmp_path / ".ci")
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("ruff", "python"):
        (tools / name).symlink_to(shutil.which("false" if name == failing else "true"))
    done = subprocess.run(["bash", tmp_path / ".ci" / "test.sh", "lint"], capture_output=True, text=True)
    assert done.returncode == (1 if failing else 0)


@pytest.mark.parametrize("code", [0, 1, 5])
def test_the_production_check_decides_its_step(code, tmp_path):
    """Cleaning up after a check must not hide what the check said; 5 is what pytest says when it ran nothing."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "test.sh", tmp_path / ".ci")
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    (tools / "ruff").symlink_to(shutil.which("true"))
    (tools / "python").write_text(f'#!/bin/sh\ncase "$*" in *--deploy*) exit {code};; esac\n')
    (tools / "python").chmod(0o755)
    done = subprocess.run(["bash", tmp_path / ".ci" / "test.sh"], capture_output=True, text=True)
    assert done.returncode == min(code, 1)
