"""`brief verify`: which pack a paper is, what became of its pages, what was withdrawn since."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from advocacy.briefing.assembly.fingerprint import code_of, marked, squares
from advocacy.briefing.issuing.handing import hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.issuing.sheets import digest_of
from advocacy.briefing.issuing.verifying import (
    NotAPaper,
    UnknownCode,
    UnknownPaper,
    verify_code,
    verify_file,
)
from advocacy.briefing.pack import draft_of
from advocacy.briefing.selection.request import request_for
from records import vault
from records.store import Store
from records.types.briefing import Briefing, Issue
from records.types.testimony import Testimony
from records.withdrawal import withdraw
from tests import builders
from tests.advocacy.briefs import en, handout
from tests.advocacy.papers import pages_of
from tests.terminal import Terminal


@pytest.fixture
def told(store: Store) -> Testimony:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony)
    return testimony


@pytest.fixture
def issued(store: Store, told: Testimony, tmp_path: Path) -> tuple[Issue, list[Path]]:
    """A pack in English, handed over in two copies; the staff paper stays in `staff`."""
    assert told
    builders.an_ask(store, builders.a_position(store))
    builders.some_evidence(store)
    briefing = builders.a_briefing(store)
    request = request_for(store, briefing, store.today, languages=("en",))
    draft = draft_of(store, request, number=1, copies=2)
    files, issue = hand_over(
        store, draft, tmp_path / "out", tmp_path / "staff",
        [Recipient("Ministry of Examples", 2)], 1, design="handout", replace=False,
    )  # fmt: skip
    return issue, sorted(file for file in files if file.parent.name == "out")


@pytest.fixture
def staff(issued: tuple[Issue, list[Path]], tmp_path: Path) -> bytes:
    assert issued
    return next((tmp_path / "staff").glob("*-staff-en.pdf")).read_bytes()


def opened(terminal: Terminal) -> Store:
    """Open the terminal's vault on the day that the program itself sees."""
    key = vault.unlock(terminal.vault, terminal.passphrase)
    return Store(vault.open_vault(terminal.vault, key))


def without_pages(pdf: bytes, *gone: int) -> bytes:
    """Take pages out, as any viewer does it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number in sorted(gone, reverse=True):
            del opened.pages[number - 1]
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def printed_again(pdf: bytes, *, keeps_metadata: bool) -> bytes:
    """Make other bytes of the same pages, as printing to PDF does."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fresh = pikepdf.new()
        fresh.add_pages_from(opened)
        if keeps_metadata:
            fresh.Root.Metadata = fresh.copy_foreign(opened.Root.Metadata)
        out = io.BytesIO()
        fresh.save(out)
    return out.getvalue()


def test_a_copy_is_known_by_its_bytes_with_its_number_and_holder(
    store: Store, issued: tuple[Issue, list[Path]]
) -> None:
    issue, files = issued
    known = verify_file(store, "x.pdf", files[1].read_bytes())
    assert known.bytes_are_ours
    assert known.issue == issue
    assert known.copy is not None
    assert (known.copy.number, known.copy.recipient) == (2, "Ministry of Examples")
    assert known.withdrawn == ()


@pytest.mark.parametrize("keeps_metadata", [True, False])
def test_a_copy_that_was_printed_to_pdf_again_is_known_by_its_words(
    store: Store, issued: tuple[Issue, list[Path]], *, keeps_metadata: bool
) -> None:
    issue, files = issued
    again = printed_again(files[0].read_bytes(), keeps_metadata=keeps_metadata)
    known = verify_file(store, "x.pdf", again)
    assert not known.bytes_are_ours
    assert known.issue == issue
    assert known.code_fits is keeps_metadata
    assert [sheet.issued_as for sheet in known.sheets] == [*range(1, len(known.sheets) + 1)]
    assert known.changed == known.missing == ()


def test_the_staff_paper_of_an_issue_is_known_and_is_no_file_that_was_handed_out(
    store: Store, issued: tuple[Issue, list[Path]], staff: bytes
) -> None:
    known = verify_file(store, "x.pdf", staff)
    assert (known.issue, known.paper) == (issued[0], "staff-en")
    assert known.bytes_are_ours
    assert not any("staff" in str(name) for name, _sha256 in issued[0].files)


@pytest.mark.parametrize("keeps_metadata", [True, False])
def test_the_staff_paper_printed_again_is_known_by_its_words(
    store: Store, issued: tuple[Issue, list[Path]], staff: bytes, *, keeps_metadata: bool
) -> None:
    again = printed_again(staff, keeps_metadata=keeps_metadata)
    known = verify_file(store, "x.pdf", again)
    assert (known.issue, known.paper) == (issued[0], "staff-en")
    assert known.sheets
    assert known.changed == known.missing == ()


def test_words_that_were_only_read_aloud_are_named_of_the_staff_paper_alone(
    store: Store, issued: tuple[Issue, list[Path]], staff: bytes, told: Testimony
) -> None:
    items = json.dumps([[told.id, "read_aloud"]])
    store.vault.connection.execute("UPDATE issue SET items = ?", [items])
    withdraw(store, told)
    assert verify_file(store, "x.pdf", staff).withdrawn == (told.ref,)
    assert verify_file(store, "x.pdf", issued[1][0].read_bytes()).withdrawn == ()


def test_a_paper_of_which_no_pages_were_kept_is_not_called_changed(
    store: Store, issued: tuple[Issue, list[Path]], staff: bytes
) -> None:
    """As it is with the staff papers of issues from before they were logged."""
    issue = issued[0]
    kept = {
        "pages": tuple(page for page in issue.pages if not page[0].startswith("staff")),
        "fingerprints": tuple(f for f in issue.fingerprints if not f[0].endswith(".pdf")),
    }
    store.vault.connection.execute(
        "UPDATE issue SET pages = ?, fingerprints = ?", [json.dumps(v) for v in kept.values()]
    )
    known = verify_file(store, "x.pdf", staff)
    assert (known.paper, known.compared) == ("staff-en", True)
    assert (known.sheets, known.changed) == ((), ())


def test_pages_that_were_taken_out_are_named(
    store: Store, issued: tuple[Issue, list[Path]]
) -> None:
    pdf = without_pages(issued[1][0].read_bytes(), 2)
    known = verify_file(store, "x.pdf", pdf)
    assert known.missing == (2,)
    assert known.changed == ()
    assert [sheet.issued_as for sheet in known.sheets][:2] == [1, 3]


def test_a_page_that_says_something_else_is_named(
    store: Store, issued: tuple[Issue, list[Path]]
) -> None:
    pdf = issued[1][0].read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[2]
        steps = pikepdf.parse_content_stream(page)
        texts = [n for n, step in enumerate(steps) if str(step.operator) in ("Tj", "TJ")]
        del steps[texts[len(texts) // 2]]
        page.Contents = opened.make_stream(pikepdf.unparse_content_stream(steps))
        out = io.BytesIO()
        opened.save(out)
    known = verify_file(store, "x.pdf", out.getvalue())
    assert known.changed == known.missing == (3,)


def test_words_that_were_withdrawn_since_are_named(
    store: Store, issued: tuple[Issue, list[Path]], told: Testimony
) -> None:
    withdraw(store, told)
    for pdf in (issued[1][0].read_bytes(), without_pages(issued[1][0].read_bytes(), 1)):
        assert verify_file(store, "x.pdf", pdf).withdrawn == (told.ref,)
    assert verify_code(store, issued[0].reference or "").withdrawn == (told.ref,)


def test_a_printed_copy_is_known_by_its_reference_its_code_and_its_qr_text(
    store: Store, issued: tuple[Issue, list[Path]]
) -> None:
    issue, files = issued
    code = dict(issue.fingerprints)["handout-en"]
    cover = "".join(pages_of(files[0].read_bytes())[0].split())
    assert str(code) in cover
    assert (issue.reference or "") in cover
    for said in (
        str(code), str(code).lower(), issue.reference or "",
        f"{issue.reference}/1/handout-en/{code}",
    ):  # fmt: skip
        known = verify_code(store, said)
        assert known.issue == issue
    assert not verify_code(store, f"{issue.reference}/1/handout-en/AAAAA-AAAAA").code_fits


def test_codes_and_references_are_known_as_people_type_them(
    store: Store, issued: tuple[Issue, list[Path]]
) -> None:
    issue = issued[0]
    code, reference = str(dict(issue.fingerprints)["handout-en"]), issue.reference or ""
    misread = str.maketrans("01", "ol")
    for said in (code, reference):
        for typed in (said.replace("-", ""), said.lower().translate(misread), f" {said} "):
            known = verify_code(store, typed)
            assert known.issue == issue
            assert known.code_fits is (said == code)
    scanned = f"{reference.translate(misread)}/1/HANDOUT-EN/{code.lower().replace('-', '')}"
    assert verify_code(store, scanned).code_fits


def test_a_code_that_no_issue_has_may_be_a_drafts(store: Store, told: Testimony) -> None:
    assert told
    builders.an_ask(store, builders.a_position(store))
    request = request_for(store, builders.a_briefing(store), store.today, languages=("en",))
    draft = draft_of(store, request)
    code = marked(draft.handouts["en"], "handout-en", 0).control.code
    with pytest.raises(UnknownCode, match="may be a draft's"):
        verify_code(store, code)
    with pytest.raises(UnknownCode):
        verify_code(store, code.replace("-", "").lower())
    assert verify_code(store, draft.reference.replace("-", "").lower()).issue is None


def test_a_strange_file_and_a_strange_code_are_refused(store: Store) -> None:
    builders.a_briefing(store)
    blank = pikepdf.new()
    blank.add_blank_page()
    out = io.BytesIO()
    blank.save(out)
    with pytest.raises(UnknownPaper):
        verify_file(store, "x.pdf", out.getvalue())
    with pytest.raises(NotAPaper):
        verify_file(store, "x.pdf", b"no PDF at all")
    with pytest.raises(UnknownPaper):
        verify_code(store, "AAAAA-AAAAA")


def test_a_draft_is_known_as_a_draft(terminal: Terminal, make: Callable[[Store], Briefing]) -> None:
    with opened(terminal) as store:
        ref = make(store).ref
    terminal.run("brief", "build", ref, "--out", "out", "--lang", "en")
    said = terminal.run("brief", "verify", f"out/{ref}-handout-en.pdf", "--json")
    document = json.loads(said.out)
    assert (said.code, document["issue"], document["bytes_are_ours"]) == (0, None, True)
    assert terminal.run("brief", "verify", document["reference"]).code == 0


def test_verify_ends_with_six_once_something_in_it_was_withdrawn(
    terminal: Terminal, make: Callable[[Store], Briefing]
) -> None:
    with opened(terminal) as store:
        ref = make(store).ref
        testimony = store.every(Testimony)[0]
    terminal.run("brief", "issue", ref, "--out", "out", "--lang", "en", "--to", "Ministry")
    file = f"out/{ref}-handout-en-copy-01.pdf"
    assert terminal.run("brief", "verify", file).code == 0
    with opened(terminal) as store:
        withdraw(store, testimony)
    said = terminal.run("brief", "verify", file)
    assert said.code == 6
    assert testimony.ref in said.out


@pytest.mark.parametrize("name", ["none.pdf", "out/none", "./none.PDF", "none.docx"])
def test_a_file_that_is_not_there_is_called_so(terminal: Terminal, name: str) -> None:
    for words in (("brief", "verify", name), ("attach", "T-7K3Q", name)):
        said = terminal.run(*words)
        assert said.code == 8
        assert "no such file" in said.err


def test_a_name_longer_than_names_may_be_is_refused_in_words(terminal: Terminal) -> None:
    assert terminal.run("brief", "verify", "x" * 300).code == 3
    assert terminal.run("brief", "verify", "x" * 300 + ".pdf").code == 8


def test_a_code_from_a_qr_is_no_files_name(terminal: Terminal) -> None:
    assert terminal.run("brief", "verify", "X-2026-972ZZ5/1/handout-vi/K7QF2-M9TX4").code == 3


def test_staff_papers_are_told_to_stay(
    terminal: Terminal, make: Callable[[Store], Briefing]
) -> None:
    with opened(terminal) as store:
        ref = make(store).ref
    terminal.run(
        "brief", "issue", ref, "--out", "out", "--staff", "ours", "--lang", "en", "--to", "Ministry"
    )
    said = terminal.run("brief", "verify", f"ours/{ref}-staff-en.pdf")
    assert said.code == 0
    for sentence in ("Issue 1 of", "it stays with us", "as we wrote it, byte for byte"):
        assert sentence in said.out


@pytest.fixture
def make() -> Callable[[Store], Briefing]:
    def made(store: Store) -> Briefing:
        builders.an_ask(store, builders.a_position(store))
        builders.a_consent(store, builders.a_testimony(store))
        return builders.a_briefing(store)

    return made


def test_the_code_is_the_contents_own() -> None:
    one, same, other = handout("en"), handout("en"), handout("en", lead=en("Something else."))
    assert code_of(one) == code_of(same) != code_of(other)
    assert code_of(marked(one, "handout-en", 1)) == code_of(one)
    later = replace(one, control=replace(one.control, data_as_of="1 April 2026"))
    assert code_of(later) != code_of(one)


def test_a_qr_code_has_a_quiet_zone_and_only_its_own_squares() -> None:
    drawn = squares("VNSW-2026-972ZZ5/1/handout-vi/K7QF2-M9TX4")
    rows = [tuple(map(int, run.split("h")[0].split())) for run in drawn.path.split("M")[1:]]
    assert min(min(x, y) for x, y in rows) >= 2
    assert max(y for _x, y in rows) <= drawn.size - 3


def test_spaces_line_ends_and_the_number_of_a_copy_do_not_change_a_page() -> None:
    plain = digest_of("What we ask\nof you")
    assert digest_of("What we  ask of you Copy 03/12 · Bản số 03/12") == plain
    assert digest_of("Bản số 103/120 · Copy 103/120 What we ask of you") == plain
    assert digest_of("What we ask of them") != plain
