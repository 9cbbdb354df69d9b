"""A pack from real records to real PDFs: what is printed, what never is, and what stops it."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.issuing.handing import build_draft, hand_over
from advocacy.briefing.issuing.issue import Recipient, recipients
from advocacy.briefing.pack import Draft, draft_of, print_pack
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.word.text import words_of
from advocacy.usage import UsageError
from records.identities import identify
from records.store import Store
from records.types.briefing import Briefing, Copy, Issue
from records.types.public_life import Organisation
from records.vault_refusals import VaultReadOnly
from records.withdrawal import issues_with, withdraw
from tests import builders

WORDS = "They took the boxes away twice and nobody would tell us the reason for it."


@pytest.fixture
def ministry(store: Store) -> Organisation:
    return builders.an_organisation(store)


@pytest.fixture
def briefing(store: Store, ministry: Organisation) -> Briefing:
    """A rich and openly fictional pack for one meeting."""
    meeting = builders.a_consultation(
        store, title_vi="Hội thảo về nghị định thí dụ", host=ministry.ref, room="Room 7"
    )
    store.add(
        "delegation", {"consultation": meeting.ref, "province": "Ha Noi", "people": 4,
                       "members": "Trần Thị Mười Hai"},
    )  # fmt: skip
    earlier = builders.a_consultation(
        store, title="Round table on boxes", date="2025-06-02", host=ministry.ref, attendees=24,
        speakers="Lê Văn Mười Ba", provinces_represented=9,
    )  # fmt: skip
    position = builders.a_position(store)
    ask = builders.an_ask(store, position, body=ministry.ref)
    store.add("challenge", {"position": position.ref, "question": "Who pays?", "answer": "Nobody."})
    builders.some_evidence(store, supports=[ask.ref])
    promise = builders.a_commitment(store, ministry, consultation=earlier.ref)
    store.add(
        "progress",
        {"commitment": promise.ref, "on": "2025-12", "claimed": "substantial",
         "verified": "limited"},
    )  # fmt: skip
    testimony = builders.a_testimony(store, supports=[ask.ref])
    builders.a_consent(store, testimony)
    return builders.a_briefing(
        store, consultation=meeting.ref, talking_points="Begin with thanks to the hosts."
    )


def drafted(store: Store, briefing: Briefing, **said: Any) -> Draft:
    return draft_of(store, request_for(store, briefing, store.today, **said))


def text(pdf: bytes) -> str:
    return " ".join(" ".join(text_of(pdf).pages).split())


def test_the_handout_prints_what_is_cleared_and_the_staff_paper_what_we_need(
    store: Store, briefing: Briefing
) -> None:
    pack = print_pack(store, drafted(store, briefing))
    handout, vietnamese = text(pack.handout["en"]), text(pack.handout["vi"])
    for words in (
        "Strike the words on boxes", "Four in ten had boxes taken away", "n = 120", WORDS,
        "The words on boxes will be looked at again.", "Substantial", "Limited",
        "Round table on boxes", "Ministry of Examples",
    ):  # fmt: skip
        assert words in handout, words
    assert "Bỏ nội dung về hộp khỏi nghị định thí dụ." in vietnamese
    assert "Bộ Thí dụ" in vietnamese
    staff = text(pack.staff["en"])
    assert "Begin with thanks to the hosts." in staff
    assert "Room 7" in staff
    assert "Who pays?" in staff
    for paper in (handout, vietnamese):
        assert "Begin with thanks" not in paper
        assert "Room 7" not in paper


def test_nobody_named_in_the_records_and_no_ref_stands_on_any_paper(
    store: Store, briefing: Briefing
) -> None:
    pack = print_pack(store, drafted(store, briefing))
    for pdf in (*pack.handout.values(), *pack.staff.values()):
        paper = text(pdf)
        for mark in ("Mười Hai", "Mười Ba", "TD-01", "reader"):
            assert mark not in paper, mark
    for pdf in pack.handout.values():
        paper = text(pdf)
        assert briefing.ref not in paper
        assert not [one for one in store.every(Organisation) if one.ref in paper]


def test_every_page_of_a_draft_says_so_and_no_page_of_an_issue(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    pack = print_pack(store, drafted(store, briefing))
    for pdf in (*pack.handout.values(), *pack.staff.values()):
        assert all("BẢN NHÁP · DRAFT" in page for page in text_of(pdf).pages)
    for pdf in pack.staff.values():
        assert all("LƯU HÀNH NỘI BỘ · INTERNAL" in page for page in text_of(pdf).pages)
    request = request_for(store, briefing, store.today, languages=("en",))
    issued = draft_of(store, request, number=1, copies=3)
    to = [Recipient("Ministry of Examples", 2), Recipient("Office of Examples", 1)]
    files, issue = hand_over(
        store, issued, tmp_path / "out", None, to, 1, design="handout", replace=False
    )
    assert [f.name[-11:] for f in files] == ["copy-01.pdf", "copy-02.pdf", "copy-03.pdf"]
    for number, file in enumerate(files, start=1):
        pages = text_of(file.read_bytes()).pages
        assert not any("DRAFT" in page for page in pages)
        assert all(f"Copy 0{number}/03" in page for page in pages)
    copies = store.where(Copy, "issue", issue.id)
    holders = [(c.number, c.recipient) for c in copies]
    assert holders == [
        (1, "Ministry of Examples"), (2, "Ministry of Examples"), (3, "Office of Examples"),
    ]  # fmt: skip


def test_an_issue_is_found_by_the_testimony_that_it_used(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    request = request_for(store, briefing, store.today, languages=("en",))
    draft = draft_of(store, request, number=1, copies=1)
    _, issue = hand_over(
        store, draft, tmp_path, None, [Recipient("Ministry", 1)], 1, design="handout", replace=False
    )
    used = draft.rulings[0].testimony
    assert issues_with(store, used.id) == [issue]
    assert [name for name, _ in issue.files] == [f"{briefing.ref}-handout-en-copy-01.pdf"]


def test_gate_json_has_the_shape_that_others_read(store: Store, briefing: Briefing) -> None:
    silent = builders.a_testimony(store, contributor="TD-02", words="Kept silent in a drawer.")
    document = json.loads(print_pack(store, drafted(store, briefing, languages=("en",))).gate)
    assert document["briefing"] == briefing.ref
    assert document["on"] == "2026-03-15"
    assert document["audiences"] == ["government_meeting", "government_retained_copy"]
    assert document["channel"] == "print"
    used, withheld = document["items"]
    keys = {"ref", "excerpt", "decision", "identity", "place_detail", "reason", "reason_en",
            "reason_vi", "consent"}  # fmt: skip
    assert set(used) == keys
    assert (used["decision"], used["identity"]) == ("lowered", "anonymous")
    assert used["consent"].startswith("N-")
    assert withheld["ref"] == silent.ref
    assert (withheld["decision"], withheld["reason"]) == ("withheld", "no_consent")
    assert withheld["consent"] is None


def test_a_withdrawn_testimony_never_reaches_the_page(store: Store, briefing: Briefing) -> None:
    draft = drafted(store, briefing)
    withdraw(store, draft.rulings[0].testimony)
    pack = print_pack(store, drafted(store, briefing))
    assert not any(WORDS in text(pdf) for pdf in pack.handout.values())
    assert json.loads(pack.gate)["items"][0]["reason"] == "withdrawn"


def leak_into_rationale(store: Store, words: str) -> None:
    position = builders.a_position(store, title="A second position", rationale=words)
    builders.an_ask(store, position, text="A second ask.")


@pytest.mark.parametrize(
    ("plant", "kind"),
    [
        (lambda s: leak_into_rationale(s, "As Nguyen Thi Hoa-Mai told us."), "name"),
        (lambda s: leak_into_rationale(s, "As chị Mai told us."), "name"),
        (lambda s: leak_into_rationale(s, "Cô Hoà Mai đã kể."), "name"),
        (lambda s: leak_into_rationale(s, "Call 0912 345 678 for more."), "contact"),
        (lambda s: leak_into_rationale(s, "Contributor td 09 said so."), "code"),
        (
            lambda s: leak_into_rationale(
                s, "It is said: we hid the green bag under the old stairs for weeks."
            ),
            "prose",
        ),
        (
            lambda s: leak_into_rationale(
                s, "We think the deputy will not dare to oppose us in the open."
            ),
            "prose",
        ),
    ],
    ids=[
        "a name",
        "a given name",
        "two given names",
        "a telephone number",
        "a code",
        "an uncleared story",
        "an internal note",
    ],
)
def test_a_leak_anywhere_in_a_handout_stops_the_pack(
    store: Store, briefing: Briefing, plant: Callable[[Store], None], kind: str
) -> None:
    hidden = builders.a_testimony(
        store, contributor="TD-09", words="We hid the green bag under the old stairs for weeks."
    )
    identify(store, hidden.id, "Nguyễn Thị Hoà Mai", "+84 912 345 678")
    store.amend(
        briefing.id,
        {"internal_note": "The deputy will not dare to oppose us in the open, we believe."},
    )
    plant(store)
    with pytest.raises(Disclosed) as stopped:
        print_pack(store, drafted(store, briefing, languages=("en",)))
    assert {hit.kind for hit in stopped.value.hits} == {kind}
    told = str(stopped.value) + stopped.value.hint
    for secret in ("Nguyễn", "Hoà", "912", "green bag", "dare to oppose"):
        assert secret not in told
    assert stopped.value.code == 6


def test_a_leak_in_the_second_language_or_the_staff_paper_stops_the_pack(
    store: Store, briefing: Briefing
) -> None:
    hidden = builders.a_testimony(store, contributor="TD-09", words="Kept silent in a drawer.")
    identify(store, hidden.id, "Nguyễn Thị Hoà Mai", None)
    leaking = builders.a_position(
        store,
        title="A second position",
        rationale="Sound.",
        rationale_vi="Chị Nguyễn Thị Hoà Mai đã kể.",
    )
    builders.an_ask(store, leaking, text="A second ask.")
    print_pack(store, drafted(store, briefing, languages=("en",)))
    with pytest.raises(Disclosed):
        print_pack(store, drafted(store, briefing, languages=("en", "vi")))
    store.amend(leaking.id, {"rationale_vi": None})
    points = {"talking_points": "Begin with what Nguyen Thi Hoa Mai told us."}
    spoken = store.amend(briefing.id, points)
    assert isinstance(spoken, Briefing)
    with pytest.raises(Disclosed):
        print_pack(store, drafted(store, spoken, languages=("en",)))


def test_staff_may_repeat_a_public_ask_in_their_talking_points(
    store: Store, briefing: Briefing
) -> None:
    ask = "Strike the words on boxes from the example decree."
    said = {"talking_points": f"Say it slowly. {ask} Then stop talking."}
    changed = store.amend(briefing.id, said)
    assert isinstance(changed, Briefing)
    pack = print_pack(store, drafted(store, changed, languages=("en",)))
    assert ask in text(pack.handout["en"])
    assert f"{ask} Then stop talking." in text(pack.staff["en"])


def test_talking_points_pasted_into_a_public_field_stop_the_pack(
    store: Store, briefing: Briefing
) -> None:
    secret = "Never mention the second round of talks that we had in the spring."
    store.amend(briefing.id, {"not_to_say": secret})
    leak_into_rationale(store, secret)
    with pytest.raises(Disclosed):
        print_pack(store, drafted(store, briefing, languages=("en",)))


def test_a_voice_that_may_only_be_heard_stands_in_the_staff_paper_alone(
    store: Store, briefing: Briefing
) -> None:
    spoken = builders.a_testimony(
        store, contributor="TD-03", words="I only want somebody in that room to hear this once."
    )
    builders.a_consent(
        store, spoken, audiences=["internal", "government_meeting"], channels=["oral"]
    )
    pack = print_pack(store, drafted(store, briefing, languages=("en",)))
    assert "to hear this once" in text(pack.staff["en"])
    assert "to hear this once" not in text(pack.handout["en"])


def test_no_small_count_of_people_is_printed(store: Store, briefing: Briefing) -> None:
    small = builders.some_evidence(store, claim="Seven women told it alike.", n=7, denominator=None)
    counted = builders.some_evidence(store, claim="A committee decides.", value=5, unit="members",
                                     n=None, denominator=None)  # fmt: skip
    builders.a_consultation(store, title="Small talk", date="2025-01-01", attendees=6)
    draft = drafted(store, briefing, languages=("en",))
    brief = draft.handouts["en"]
    claims = [finding.claim.text for finding in brief.findings]
    assert "Seven women told it alike." not in claims
    assert "A committee decides." not in claims
    assert {small.ref, counted.ref} <= {one.ref for one in draft.left_out}
    assert "6" not in next(m.represented for m in brief.meetings if m.title.text == "Small talk")


def test_promises_that_are_only_recollected_stay_out_of_the_handout(
    store: Store, briefing: Briefing, ministry: Organisation
) -> None:
    said = builders.a_commitment(store, ministry, words="A nod in the corridor.",
                                 basis="recollected")  # fmt: skip
    draft = drafted(store, briefing, languages=("en",))
    assert len(draft.handouts["en"].promises) == 1
    assert said.ref in {one.ref for one in draft.left_out}


def test_sensitivity_keeps_a_record_out_of_papers_for_others(
    store: Store, briefing: Briefing
) -> None:
    kept = builders.a_position(store, title="For the network alone", sensitivity="network")
    builders.an_ask(store, kept, text="An ask for the network alone.", sensitivity="network")
    draft = drafted(store, briefing, languages=("en",))
    assert [stand.title.text for stand in draft.handouts["en"].stands] == ["Boxes are not evidence"]
    assert kept.ref in {one.ref for one in draft.left_out}


def test_nothing_restricted_reaches_a_paper_through_what_refers_to_it(
    store: Store, ministry: Organisation, briefing: Briefing
) -> None:
    hidden = {"sensitivity": "restricted"}
    house = builders.an_organisation(store, name="MARKHOUSE", name_vi="MARKHOUSE", **hidden)
    law = store.add("instrument", {"title": "MARKLAW", "kind": "decree", **hidden})
    source = store.add("source", {"title": "MARKSOURCE", "kind": "minutes", **hidden})
    position = builders.a_position(store, title="Tied", sources=[source.ref])
    builders.an_ask(store, position, body=house.ref, instrument=law.ref, text="A tied ask.")
    meeting = builders.a_consultation(
        store, title="Tied meeting", date="2025-03-01", host=house.ref, bodies=[house.ref]
    )
    store.add("delegation", {"consultation": meeting.ref, "province": "Cà Mau", **hidden})
    builders.a_commitment(store, house, words="We at MARKHOUSE promise.")
    kept = builders.a_commitment(store, ministry, words="We look again, openly.")
    note = {"commitment": kept.ref, "on": "2026", "verified": "limited", "note": "MARKNOTE"}
    store.add("progress", note | hidden)
    store.amend(briefing.consultation or "", {"bodies": [house.ref]})
    draft = drafted(store, briefing)
    pack = print_pack(store, draft, word=True)
    copies = [" ".join(words_of(one).pages) for one in pack.word.values()]
    shown = " ".join([*map(text, (*pack.handout.values(), *pack.staff.values())), *copies])
    assert "A tied ask." in shown
    assert "We look again, openly." in shown
    assert "MARK" not in shown
    assert "Tied meeting" in shown


def test_both_languages_number_asks_evidence_and_voices_alike(
    store: Store, briefing: Briefing
) -> None:
    draft = drafted(store, briefing)
    english, vietnamese = draft.handouts["en"], draft.handouts["vi"]
    for part in ("requests", "findings", "voices", "promises"):
        assert [x.number for x in getattr(english, part)] == [
            x.number for x in getattr(vietnamese, part)
        ]
    assert english.requests[0].evidence == ("E1",)
    assert english.requests[0].voices == ("V1",)


def test_a_selection_prints_only_what_was_selected(store: Store, briefing: Briefing) -> None:
    other = builders.a_position(store, title="Another position")
    chosen = builders.an_ask(store, other, text="The one ask.")
    picked = store.amend(briefing.id, {"selection": [chosen.ref]})
    assert isinstance(picked, Briefing)
    brief = drafted(store, picked, languages=("en",)).handouts["en"]
    assert [r.text.text for r in brief.requests] == ["The one ask."]
    assert brief.voices == ()


def test_without_and_no_voices_leave_things_out(store: Store, briefing: Briefing) -> None:
    draft = drafted(store, briefing, languages=("en",))
    testimony = draft.rulings[0].testimony
    less = drafted(store, briefing, languages=("en",), without=frozenset({testimony.id}))
    assert less.handouts["en"].voices == ()
    quiet = drafted(store, briefing, languages=("en",), voices=False)
    assert quiet.handouts["en"].voices == ()
    assert quiet.handouts["en"].requests[0].voices == ()


def test_a_missing_language_borrows_the_other_and_tells_staff(
    store: Store, briefing: Briefing
) -> None:
    draft = drafted(store, briefing)
    finding = draft.handouts["vi"].meetings[0].title
    assert (finding.text, finding.language, finding.borrowed) == (
        "Round table on boxes",
        "en",
        True,
    )
    assert any("no text in this language" in told or "ngôn ngữ" in told
               for told in draft.staff["vi"].to_settle)  # fmt: skip


def test_the_same_records_and_day_give_the_same_bytes(store: Store, briefing: Briefing) -> None:
    one = print_pack(store, drafted(store, briefing, languages=("vi",)))
    two = print_pack(store, drafted(store, briefing, languages=("vi",)))
    assert one.handout == two.handout
    assert one.staff == two.staff


def test_the_pdf_says_whose_it_is_and_nothing_of_who_made_it(
    store: Store, briefing: Briefing
) -> None:
    pdf = print_pack(store, drafted(store, briefing, languages=("en",))).handout["en"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        info = {key: str(value) for key, value in opened.docinfo.items()}
        assert info["/Title"] == "Boxes and the example decree"
        assert info["/Author"] == "Mạng lưới Thí dụ"
        assert str(opened.Root.Lang) == "en"
        assert "/CreationDate" not in info or "2026-11" not in info["/CreationDate"]
    assert b"/tmp" not in pdf
    assert b"/root" not in pdf


def test_nothing_is_written_when_something_stops_the_pack(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    leak_into_rationale(store, "Contributor TD-01 said so.")
    draft = drafted(store, briefing, languages=("en",))
    with pytest.raises(Disclosed):
        build_draft(store, draft, tmp_path / "out", tmp_path / "staff", design="handout",
                    replace=False)  # fmt: skip
    assert list(tmp_path.glob("out/*")) == []
    with pytest.raises(Disclosed):
        hand_over(
            store, replace(draft), tmp_path / "out", None, [Recipient("M", 1)], 1,
            design="handout", replace=False,
        )  # fmt: skip
    assert store.every(Issue) == []


def test_no_paper_is_left_that_the_vault_could_not_remember(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    draft = drafted(store, briefing, languages=("en",))
    store.vault.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(VaultReadOnly):
        build_draft(store, draft, tmp_path / "out", tmp_path / "staff", design="handout",
                    replace=False)  # fmt: skip
    assert list(tmp_path.rglob("*.pdf")) == []


def test_files_that_are_there_are_not_overwritten(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    draft = drafted(store, briefing, languages=("en",))
    build_draft(store, draft, tmp_path, None, design="handout", replace=False)
    with pytest.raises(UsageError):
        build_draft(store, draft, tmp_path, None, design="handout", replace=False)
    build_draft(store, draft, tmp_path, None, design="handout", replace=True)


def test_copies_are_paired_with_those_who_receive_them() -> None:
    assert recipients(["A", "B"], [3]) == [Recipient("A", 3), Recipient("B", 3)]
    assert recipients(["A", "B"], [1, 2]) == [Recipient("A", 1), Recipient("B", 2)]
    assert recipients(["A"], []) == [Recipient("A", 1)]
    for to, copies in (([], [1]), (["A", "B", "C"], [1, 2])):
        with pytest.raises(UsageError):
            recipients(to, copies)
