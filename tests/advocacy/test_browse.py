"""The web pages: for one person on this machine, without what is sensitive, leaving nothing."""

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import pytest

from records.store import Store
from tests.advocacy.browser import browser
from tests.advocacy.test_export import MARKER, opened, plant
from tests.builders import a_consultation, an_organisation
from tests.conftest import PASSPHRASE
from tests.terminal import Terminal

SHOWN = "Dau-hieu-mo"
"""A word that the pages show, and that is to lie on no disk."""

LINK = re.compile(r'(?:href|action)="([^"]+)"')


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str


class Served:
    """A running `advocacy browse`, and who asks it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        assert process.stdout
        self.address = process.stdout.readline().decode().strip()
        self.netloc = urlsplit(self.address).netloc
        self.cookie = ""

    def ask(self, path: str, *, method: str = "GET", cookie: str = "", host: str = "") -> Answer:
        """Ask as a program does, without the cookie where none is given."""
        line = HTTPConnection(self.netloc, timeout=60)
        line.putrequest(method, path, skip_host=True)
        line.putheader("Host", host or self.netloc)
        if cookie:
            line.putheader("Cookie", cookie)
        line.endheaders()
        said = line.getresponse()
        headers = {name.lower(): value for name, value in said.getheaders()}
        return Answer(said.status, headers, said.read().decode())

    def enter(self) -> Answer:
        """Open the address, and keep the cookie."""
        said = self.ask(self.address.partition(self.netloc)[2])
        self.cookie = said.headers.get("set-cookie", "").partition(";")[0]
        return said

    def page(self, path: str) -> Answer:
        """Ask as whoever entered."""
        return self.ask(path, cookie=self.cookie)

    def sql(self, question: str) -> Answer:
        """Ask in SQL."""
        return self.page(f"/records.json?_shape=arrays&sql={quote(question)}")

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C, and return the exit code and what was told."""
        self.process.send_signal(signal.SIGINT)
        _out, told = self.process.communicate(timeout=60)
        return self.process.returncode, told.decode()


@pytest.fixture
def serving(terminal: Terminal) -> Iterator[Callable[..., Served]]:
    """Return what starts a server on the terminal's vault; all end with the test."""
    started: list[Served] = []

    def start(*words: str, **environment: str) -> Served:
        around = {
            **os.environ,
            "ADVOCACY_VAULT": str(terminal.vault),
            "ADVOCACY_PASSPHRASE": PASSPHRASE,
            **environment,
        }
        command = [sys.executable, "-m", "advocacy", *words]
        process = subprocess.Popen(
            command if "browse" in words else [*command, "browse"],
            cwd=terminal.folder, env=around, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(Served(process))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def everything(served: Served) -> dict[str, str]:
    """Follow every link from the front page, and ask for the data behind every page too."""
    seen: dict[str, str] = {}
    waiting = ["/", "/records.json", "/nothing"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = served.page(path)
        seen[path] = answer.text
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for link in LINK.findall(answer.text):
            whole = urlsplit(urljoin(f"http://{served.netloc}{path}", unescape(link)))
            assert whole.netloc == served.netloc, link
            # Sorting and grouping show the same rows again.
            if whole.query in ("", "_whole=1"):
                waiting.append(whole.path + (f"?{whole.query}" if whole.query else ""))
            if whole.path.startswith("/records"):
                waiting.append(f"{whole.path}.json")
    return seen


def planted(terminal: Terminal) -> None:
    """Fill the vault: the marker in all that is sensitive or closed, another word in the open."""
    with opened(terminal.vault) as store:
        plant(store)
        shut = an_organisation(store, name=MARKER, name_vi=MARKER, sensitivity="restricted")
        meeting = a_consultation(store, title=f"{SHOWN} 1", host=shut.ref, bodies=[shut.ref])
        a_consultation(store, title=MARKER, sensitivity="sealed")
        store.add("assessment", {"about": shut.ref, "date": "2026-03"})
        store.add("point", {"consultation": meeting.ref, "issue": f"{SHOWN} 2"})


def first(store: Store, kind: str) -> str:
    """Return the ref of any record of a type."""
    row = store.vault.connection.execute("SELECT ref FROM record WHERE type = ?", (kind,))
    return str(row.fetchone()[0])


def test_the_address_opens_once_and_whoever_opened_it_alone_may_look(
    serving: Callable[..., Served],
) -> None:
    served = serving()
    assert urlsplit(served.address).hostname == "127.0.0.1"
    once = served.address.partition(served.netloc)[2]
    for path in ("/", "/records", "/style/browse.css", "/open", "/open?token=x", "/.json"):
        assert served.ask(path).status == 403
    entered = served.enter()
    assert entered.status == 303
    assert entered.headers["location"] == "/"
    assert {"HttpOnly", "SameSite=Strict"} <= set(entered.headers["set-cookie"].split("; "))
    assert served.page("/").status == 200
    assert served.page(once).headers["location"] == "/"
    again = served.ask(once)
    assert again.status == 403
    assert "set-cookie" not in again.headers
    assert served.ask("/").status == 403
    assert served.ask("/", cookie=f"{served.cookie}x").status == 403
    assert served.ask("/", cookie=f"other=1; {served.cookie}").status == 200


def test_a_name_that_somebody_else_lets_mean_this_machine_is_refused(
    serving: Callable[..., Served],
) -> None:
    served = serving()
    served.enter()
    port = served.netloc.partition(":")[2]
    for host in ("example.org", f"example.org:{port}", f"localhost:{port}", "127.0.0.1"):
        assert served.ask("/", cookie=served.cookie, host=host).status == 403


def test_nothing_is_changed_and_nothing_is_saved_as_a_file(
    terminal: Terminal, serving: Callable[..., Served]
) -> None:
    planted(terminal)
    served = serving()
    served.enter()
    assert served.ask("/records", method="POST", cookie=served.cookie).status == 405
    for path in (
        "/records.db", "/records.csv", "/records/consultation.csv", "/records/consultation.blob",
        "/_internal", "/_internal/databases.json", "/_memory", "/-/auth-token", "/-/settings.json",
        "/-/databases", "/-/static/app.css", "/style/../serving.py", "/style/..%2fserving.py",
    ):  # fmt: skip
        assert served.page(path).status == 404, path
    for question in (
        "delete from consultation",
        "insert into consultation (ref) values ('C-1')",
        f"attach '{terminal.folder}/file.db' as other",
        "select 1; drop table consultation",
        "pragma query_only = 0",
        "select load_extension('x')",
        "select writefile('x', 'y')",
    ):
        assert served.sql(question).status == 400, question
    assert served.sql("select count(*) from consultation").status == 200
    assert list(terminal.folder.iterdir()) == []


def test_no_page_holds_anything_sensitive_or_closed(
    terminal: Terminal, serving: Callable[..., Served]
) -> None:
    planted(terminal)
    with opened(terminal.vault) as store:
        shut = [
            str(row[0])
            for kind in ("organisation", "consultation", "testimony")
            for row in store.vault.connection.execute(
                f"SELECT r.ref FROM record r JOIN {kind} t USING (id)"  # noqa: S608
                " WHERE t.sensitivity IN ('restricted', 'sealed')"
            )
        ]
    assert len(shut) == 3
    served = serving()
    served.enter()
    pages = everything(served)
    assert any(SHOWN in text for text in pages.values())
    schema = served.sql("select name, sql from sqlite_master").text
    tables = [row[0] for row in json.loads(schema)["rows"]]
    whole = [served.page(f"/records/{table}.json?_size=max").text for table in tables]
    for text in (*pages.values(), schema, *whole):
        assert MARKER not in text
        assert not any(ref in text for ref in shut)
    code, told = served.end()
    assert code == 0
    assert MARKER not in told


def test_tables_that_are_no_records_and_sensitive_columns_are_not_there(
    terminal: Terminal, serving: Callable[..., Served]
) -> None:
    planted(terminal)
    served = serving()
    served.enter()
    told = served.sql("select name, group_concat(sql) from sqlite_master group by name")
    schema = dict(json.loads(told.text)["rows"])
    assert not set(schema) & {
        "identity", "sealed", "blob", "attachment", "undo", "page_cache", "passage", "draft",
        "tombstone", "setting", "history", "imported", "record",
    }  # fmt: skip
    assert '"contributor"' in schema["testimony"]
    for column in ("words", "translation", "summary", "place", "collected_by", "internal_note"):
        assert f'"{column}"' not in schema["testimony"]
    assert '"name"' not in schema["official"]


def test_terms_titles_and_dates_are_in_the_language_of_the_terminal(
    terminal: Terminal, serving: Callable[..., Served]
) -> None:
    with opened(terminal.vault) as store:
        an_organisation(store, name="Ministry of Boxes", name_vi="Bộ Hộp")
        host = first(store, "organisation")
        meeting = a_consultation(store, host=host, date="2026-04-20", province="VN-HN")
    for language, words in {
        "en": ("government body", "Ministry of Boxes", "20 April 2026", "Ha Noi", "Host"),
        "vi": ("cơ quan nhà nước", "Bộ Hộp", "ngày 20 tháng 4 năm 2026", "Hà Nội", "chủ trì"),
    }.items():
        served = serving("--lang", language, "browse")
        served.enter()
        text = served.page(f"/records/consultation/{meeting.ref}").text
        text += served.page(f"/records/organisation/{host}").text
        assert f'lang="{language}"' in text
        for word in words:
            assert word in text
        found = json.loads(served.sql("select kind, date from organisation, consultation").text)
        assert [words[0], "2026-04-20"] in found["rows"]


def test_records_are_linked_both_ways(terminal: Terminal, serving: Callable[..., Served]) -> None:
    with opened(terminal.vault) as store:
        host = an_organisation(store, name="Ministry of Boxes")
        meeting = a_consultation(store, title="Hearing on boxes", host=host.ref, bodies=[host.ref])
    served = serving()
    served.enter()
    for path in (f"/records/consultation/{meeting.ref}", "/records/consultation"):
        assert f'href="/records/organisation/{host.ref}"' in served.page(path).text
    assert f'href="/records/consultation/{meeting.ref}"' in (
        served.page(f"/records/organisation/{host.ref}").text
    )
    told = served.page("/records/consultation.json?_labels=on&_shape=objects").text
    assert json.loads(told)["rows"][0]["host"] == {"value": host.ref, "label": "Ministry of Boxes"}


def test_a_question_that_failed_is_told_in_the_page_and_not_at_the_terminal(
    serving: Callable[..., Served],
) -> None:
    served = serving()
    served.enter()
    answer = served.page("/records?sql=select+nowhere_at_all")
    assert answer.status == 400
    assert "no such column" in answer.text
    slow = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    assert served.page(f"/records?sql={quote(slow)}").status == 400
    assert served.page("/records/nowhere_at_all").status == 404
    _code, told = served.end()
    assert "nowhere_at_all" not in told
    assert "Traceback" not in told


def test_it_leaves_nothing_on_the_disk_while_it_runs_and_after(
    terminal: Terminal, serving: Callable[..., Served], tmp_path: Path
) -> None:
    planted(terminal)
    loose = tmp_path / "loose"
    loose.mkdir()
    served = serving(TMPDIR=str(loose), SQLITE_TMPDIR=str(loose))
    served.enter()
    everything(served)
    big = (
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000)"
        " select i, hex(randomblob(40)) as h from n order by h limit 1000000"
    )
    asking = threading.Thread(target=served.sql, args=(big,))
    asking.start()
    while asking.is_alive():  # a large sort would go into a file that has no name
        assert not [name for name in held_open(served.process.pid) if name.startswith(str(loose))]
        time.sleep(0.01)
    home = Path(os.environ["HOME"])
    for folder in (loose, home, terminal.folder):
        assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert served.end()[0] == 0
    for folder in (loose, home, terminal.folder):
        assert [path for path in folder.rglob("*") if path.is_file()] == []


def held_open(pid: int) -> list[str]:
    """Return the files that a process has open, those without a name too."""
    found = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found.append(str(one.readlink()))
    return found


def test_ctrl_c_ends_it_and_frees_the_port(serving: Callable[..., Served]) -> None:
    served = serving()
    served.enter()
    code, told = served.end()
    assert code == 0
    assert "Traceback" not in told
    with socket.socket() as line:
        host, port = served.netloc.split(":")
        assert line.connect_ex((host, int(port))) != 0


def test_it_ends_by_itself_when_nobody_looks(serving: Callable[..., Served]) -> None:
    served = serving("browse", "--idle", "1s")
    assert served.process.wait(timeout=60) == 0


def test_a_port_that_is_taken_is_refused(terminal: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = terminal.run("browse", "--no-open", "--port", str(taken.getsockname()[1]))
    assert said.code == 2
    assert "--port" in said.err
    assert said.out == ""


def test_without_datasette_it_says_what_to_type(terminal: Terminal, tmp_path: Path) -> None:
    foreign_version(tmp_path / "site", "1.0")
    said = terminal.run("browse", PYTHONPATH=str(tmp_path / "site"))
    assert said.code == 9
    assert '-m pip install "advocacy[browse]"' in said.err


def test_a_plugin_that_is_installed_beside_it_is_not_run(
    serving: Callable[..., Served], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    foreign_version(site, "9.0", name="curious", points="[datasette]\ncurious = curious\n")
    (site / "curious.py").write_text(f"open({str(tmp_path / 'seen')!r}, 'w').close()\n")
    served = serving(PYTHONPATH=str(site))
    served.enter()
    assert served.page("/records").status == 200
    assert not (tmp_path / "seen").exists()


def foreign_version(site: Path, version: str, *, name: str = "datasette", points: str = "") -> None:
    """Write what pip would leave of an installed package."""
    told = site / f"{name}-{version}.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (told / "entry_points.txt").write_text(points)


@pytest.mark.parametrize("words", [("browse",), ("browse", "--no-open")])
def test_on_a_terminal_it_opens_the_browser_without_any_passphrase(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    seen, program = tmp_path / "seen", tmp_path / "its-browser"
    program.write_text(f'#!/bin/sh\n(echo "$@"; env) >{seen}.part; mv {seen}.part {seen}\n')
    program.chmod(0o755)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "advocacy", *words],
        cwd=terminal.folder, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
        env={**os.environ, "ADVOCACY_VAULT": str(terminal.vault),
             "ADVOCACY_PASSPHRASE": PASSPHRASE, "BROWSER": str(program)},
    )  # fmt: skip
    os.close(theirs)
    address = os.read(ours, 1000).decode().strip()
    if "--no-open" in words:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert not seen.exists()
    else:
        while not seen.exists():
            assert process.poll() is None
            time.sleep(0.05)
        told = seen.read_text()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert told.startswith(address)
        assert PASSPHRASE not in told
    os.close(ours)
    assert process.returncode == 0


def test_in_a_real_browser_one_looks_around_and_its_disk_keeps_no_page(
    terminal: Terminal, serving: Callable[..., Served], tmp_path: Path
) -> None:
    with opened(terminal.vault) as store:
        host = an_organisation(store, name="Ministry of Boxes")
        for n in range(3):
            a_consultation(store, title=f"{SHOWN} {n}", host=host.ref)
    served = serving()
    profile = tmp_path / "profile"
    with browser(profile) as tab:
        front = tab.open(served.address)
        assert "Mạng lưới Thí dụ" in front
        assert tab.value("location.pathname + location.search") == "/"
        assert tab.value("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
        assert f"{SHOWN} 1" in tab.click("Consultation")
        assert "Ministry of Boxes" in tab.click(f"{SHOWN} 1")
        assert f"{SHOWN} 2" in tab.click("Ministry of Boxes")
        tab.click("Ask in SQL")
        tab.value("document.querySelector('textarea').value = 'select 6 * 7 as answer'")
        assert "<td>42</td>" in tab.click("Put the question")
        assert "document.cookie" not in front
        assert tab.value("document.cookie") == ""
        assert {urlsplit(address).netloc for address in tab.asked} == {served.netloc}
        assert tab.complaints == []
    files = [path for path in profile.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if SHOWN.encode() in path.read_bytes()] == []
    assert served.ask("/").status == 403
