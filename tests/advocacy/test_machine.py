"""The doctor's checks: what they find, and what they say to type."""

import pytest

from advocacy import libraries, machine


def test_the_machine_that_runs_the_tests_has_all_that_is_needed() -> None:
    lacking = [finding for finding in machine.examine() if finding.needed and not finding.ok]
    assert lacking == []


def test_what_is_well_needs_no_mending() -> None:
    assert {finding.mend for finding in machine.examine() if finding.ok} == {""}


def test_a_library_that_is_not_there_is_named() -> None:
    wanted = {"pango": libraries.PANGO["pango"], "absent": ("libabsent.so.9", "absent-9")}
    assert libraries.missing(wanted) == ["absent"]


def test_a_missing_library_says_what_installs_it() -> None:
    finding = machine._loaded("pages", {"absent": ("libabsent.so.9",)})
    assert not finding.ok
    assert "absent" in finding.found
    assert finding.mend == libraries.command(libraries.this_system())


def test_debian_and_what_comes_from_it_share_a_command() -> None:
    kin = [{"ID": "debian"}, {"ID": "ubuntu", "ID_LIKE": "debian"}, {"ID_LIKE": "ubuntu debian"}]
    assert {libraries.kin_of(release) for release in kin} == {"debian"}
    assert "libharfbuzz-subset0" in libraries.command("debian")


def test_fedora_and_what_comes_from_it_share_a_command() -> None:
    kin = [{"ID": "fedora"}, {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}]
    assert {libraries.kin_of(release) for release in kin} == {"fedora"}


def test_an_unknown_system_is_told_every_command() -> None:
    assert libraries.kin_of({"ID": "plan9"}) == "other"
    said = libraries.command("other")
    assert all(command in said for command in libraries.COMMANDS.values())
    assert len(said.splitlines()) == len(libraries.COMMANDS)


def test_a_library_that_crashes_is_a_finding_and_not_the_end() -> None:
    finding = machine._tried("crash", "install it", "import os; os.abort()")
    assert (finding.ok, finding.mend) == (False, "install it")


def test_a_library_that_prints_when_it_fails_stays_quiet(
    capfd: pytest.CaptureFixture[str],
) -> None:
    finding = machine._tried("noise", "", "print('-----'); raise OSError('cannot load')")
    assert finding.found == "OSError: cannot load"
    assert capfd.readouterr() == ("", "")


def test_a_narrow_window_is_told_but_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    narrow = [finding for finding in machine.examine() if finding.found.startswith("40, ")]
    assert [(finding.ok, finding.needed, bool(finding.mend)) for finding in narrow] == [
        (False, False, True)
    ]
