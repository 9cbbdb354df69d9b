"""What was promised and who sits opposite, on the papers of a pack."""

from typing import Any, cast

import pytest

from advocacy.briefing import timeline_paper
from advocacy.briefing.pack import Draft, draft_of, print_pack
from advocacy.briefing.report import making
from advocacy.briefing.selection.request import request_for
from records.followup.period import Period
from records.store import Store
from records.types.briefing import Briefing
from records.types.consultation import Consultation
from records.types.public_life import Campaign, Organisation
from tests import builders
from tests.advocacy.papers import assert_conforms, pages_of

NAME = "Thí Dụ Văn Mười Một"
BASIS = "They nodded at the lamp and looked at the door whenever boxes came up."


@pytest.fixture
def ministry(store: Store) -> Organisation:
    return builders.an_organisation(store)


@pytest.fixture
def meeting(store: Store, ministry: Organisation) -> Consultation:
    official = store.add(
        "official",
        {"name": NAME, "post": "Director", "post_vi": "Vụ trưởng", "organisation": ministry.ref,
         "tenure": "2024/.."},
    )  # fmt: skip
    return builders.a_consultation(
        store, host=ministry.ref, officials_present=[official.ref], title_vi="Hội thảo"
    )


@pytest.fixture
def briefing(store: Store, ministry: Organisation, meeting: Consultation) -> Briefing:
    """A pack for a meeting with a body that took over from another."""
    old = builders.an_organisation(
        store, name="Office of Old Examples", name_vi="Cục Thí dụ cũ", successor=ministry.ref
    )
    store.add(
        "official",
        {"name": "Thí Dụ Văn Mười Hai", "post": "Director", "organisation": old.ref,
         "tenure": "2015/2020"},
    )  # fmt: skip
    then = builders.a_consultation(store, title="Round table", date="2018-06-01", host=old.ref)
    finding = builders.some_evidence(store)
    small = builders.some_evidence(store, claim="Few were asked.", claim_vi=None, n=3, value=77)
    promise = builders.a_commitment(
        store, old, consultation=then.ref, due="2019", post="Director", target="every province"
    )
    store.add(
        "progress",
        {"commitment": promise.ref, "on": "2019", "verified": "limited", "evidence": [finding.ref]},
    )
    builders.a_commitment(store, ministry, words="Lamps will burn.", words_vi=None, due="2026~")
    position = builders.a_position(store)
    builders.an_ask(store, position, body=ministry.ref)
    store.add(
        "challenge",
        {"position": position.ref, "question": "Who pays?", "question_vi": "Ai trả tiền?",
         "answer": "The fund.", "answer_vi": "Quỹ.", "evidence": [finding.ref, small.ref]},
    )  # fmt: skip
    for about, stance in ((ministry.ref, "sceptic"), (old.ref, "neutral")):
        store.add(
            "assessment",
            {"about": about, "date": "2025", "interest": "high", "influence": "high",
             "stance": stance, "basis": BASIS},
        )  # fmt: skip
    return builders.a_briefing(store, consultation=meeting.ref)


def drafted(store: Store, briefing: Briefing, **said: Any) -> Draft:
    return draft_of(store, request_for(store, briefing, store.today, **said))


def text(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split())


def test_a_successor_is_shown_what_the_merged_body_promised(
    store: Store, briefing: Briefing
) -> None:
    draft = drafted(store, briefing)
    first, second = draft.handouts["en"].promises
    assert (first.body.text, first.now and first.now.text) == (
        "Office of Old Examples", "Ministry of Examples",
    )  # fmt: skip
    assert (first.due, first.late, first.evidence) == ("2019", "overdue", ("E1",))
    assert (second.now, second.late) == (None, "")
    assert draft.staff["en"].promises[1].late == "may be overdue"


def test_what_a_body_apart_promised_is_not_put_to_the_host(
    store: Store, briefing: Briefing
) -> None:
    other = builders.an_organisation(store, name="Ministry Apart", name_vi=None)
    builders.a_commitment(store, other, words="Nothing for you.", words_vi=None)
    words = [p.words.text for p in drafted(store, briefing).handouts["en"].promises]
    assert words == ["The words on boxes will be looked at again.", "Lamps will burn."]


def test_the_staff_paper_says_how_specific_a_promise_is_and_who_sat_there(
    store: Store, briefing: Briefing
) -> None:
    draft = drafted(store, briefing)
    told = draft.staff["en"].promises[0]
    assert [said for _name, said in told.marks] == [False, True, True, True]
    assert told.chair == ("Sat there then: Thí Dụ Văn Mười Hai", f"Sits there now: {NAME}")
    plain = draft.handouts["en"].promises[0]
    assert (plain.marks, plain.chair) == ((), ())


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_handout_names_nobody_and_the_staff_paper_who_sits_opposite(
    store: Store, briefing: Briefing, language: str
) -> None:
    pack = print_pack(store, drafted(store, briefing, assessments=True))
    handout, staff = text(pack.handout[language]), text(pack.staff[language])
    assert NAME in staff
    assert "Thí Dụ Văn" not in handout
    assert BASIS in staff
    assert BASIS not in handout
    assert_conforms(pack.handout[language])
    assert_conforms(pack.staff[language])


def test_our_views_are_printed_only_where_staff_ask_for_them(
    store: Store, briefing: Briefing
) -> None:
    kept = drafted(store, briefing).staff["en"]
    assert (kept.power, kept.assessed) == (None, ())
    shown = drafted(store, briefing, assessments=True).staff["en"]
    assert shown.power
    high, _medium, _low = shown.power.rows
    assert [(one.name, one.stance, one.here) for one in high.cells[2]] == [
        ("Ministry of Examples", "sceptic", True), ("Office of Old Examples", "neutral", False),
    ]  # fmt: skip
    assert [(one.who, one.date, one.basis) for one in shown.assessed] == [
        ("Ministry of Examples", "2025", BASIS)
    ]


def test_the_questions_stand_on_a_sheet_of_their_own_with_their_evidence(
    store: Store, briefing: Briefing
) -> None:
    draft = drafted(store, briefing)
    (question,) = draft.staff["en"].questions
    assert [(g.number, g.claim.text, g.figure) for g in question.evidence] == [
        ("E1", "Four in ten had boxes taken away.", "41 percent · n = 120 · 2025"),
        ("", "Few were asked.", "2025"),
    ]
    pages = pages_of(print_pack(store, draft).staff["en"])
    (sheet,) = [page for page in pages if "Who pays?" in page]
    assert "Questions we will be asked" in sheet
    assert "At a glance" not in sheet
    assert "Promises to raise" not in sheet


def test_the_timeline_and_the_report_show_nothing_restricted(
    store: Store, ministry: Organisation
) -> None:
    hidden = {"sensitivity": "restricted"}
    house = builders.an_organisation(store, name="MARKHOUSE", **hidden)
    source = store.add("source", {"title": "MARKSOURCE", "kind": "minutes", **hidden})
    campaign = store.add("campaign", {"title": "Lamps", "period": "2025/2026"})
    tied = {"campaign": campaign.ref, "date": "2025-06-02", "sources": [source.ref]}
    builders.a_consultation(store, title="Tied meeting", host=house.ref, **tied)
    own = builders.a_consultation(store, title="Open meeting", host=ministry.ref, **tied)
    store.add("delegation", {"consultation": own.ref, "organisation": house.ref, "people": 4})
    store.add("outcome", {"change": "Lamps burn.", "changed_by": house.ref, **tied})
    builders.a_commitment(store, house, words="MARKPROMISE")
    period = Period("2025-01-01", "2026-12-31")
    drawn = making.drawn_up(store, period, "donor", store.today, ("en",), voices=False)
    papers = [
        *making.printed(store, drawn).values(),
        timeline_paper.printed(store, cast("Campaign", campaign), "en", "public", store.today),
    ]
    for shown in map(text, papers):
        assert "Open meeting" in shown
        assert "Tied meeting" in shown
        assert "Lamps burn." in shown
        assert "MARK" not in shown
