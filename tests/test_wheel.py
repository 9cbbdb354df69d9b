"""The wheel alone, in a clean environment and without a network, prints the example's pack."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
NOWHERE = "http://127.0.0.1:9"

# One worker builds it for all of them.
pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(
        command, cwd=cwd, env=env or os.environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", ROOT, cwd=folder)
    (built,) = folder.glob("advocacy-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of a new environment that holds only the wheel."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "venv", cwd=folder)
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs


@pytest.fixture(scope="module")
def offline() -> list[str]:
    """Return what to put before a command so that it has no network, where the system can."""
    cut = ["unshare", "--map-root-user", "--net"]
    try:
        able = subprocess.run([*cut, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        able = False
    return cut if able else []


def stranger(home: Path) -> dict[str, str]:
    """Return the environment of someone who has nothing of ours, and proxies that lead nowhere."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE)
    return kept | proxies | {"HOME": str(home), "LANG": "C.UTF-8", "USERPROFILE": str(home)}


def test_the_wheel_brings_all_that_is_not_code(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for wanted in (
        "advocacy/locale/vi/LC_MESSAGES/advocacy.mo",
        "advocacy/templates/handout/",
        "advocacy/templates/staff/",
        "advocacy/templates/fonts/",
        "records/vocabularies/",
        "records/examples/vnsw/",
        "records/migrations/",
    ):
        assert any(name.startswith(wanted) for name in names), wanted
    assert {name.split("/")[0].split("-")[0] for name in names} == {"advocacy", "records"}


def test_the_wheel_carries_its_licence_and_those_of_its_fonts(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    families = {name.rsplit("/", 1)[0] for name in names if name.endswith(".ttf")}
    assert families
    assert {f"{family}/OFL.txt" for family in families} <= set(names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_finds_its_machine_able(installed: Path, tmp_path: Path) -> None:
    run(installed / "advocacy", "doctor", cwd=tmp_path, env=stranger(tmp_path))


def test_the_wheel_prints_a_pack_without_a_network(
    installed: Path, offline: list[str], tmp_path: Path
) -> None:
    said = run(
        *offline, installed / "advocacy", "demo", "out", cwd=tmp_path, env=stranger(tmp_path)
    )
    handouts = list((tmp_path / "out" / "handout").glob("*.pdf"))
    staff = list((tmp_path / "out" / "staff").glob("*.pdf"))
    assert handouts
    assert staff
    for paper in (*handouts, *staff):
        assert paper.read_bytes().startswith(b"%PDF-")
        assert paper.name in said
