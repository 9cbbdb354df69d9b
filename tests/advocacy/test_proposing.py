from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest

from advocacy.briefing.proposing import Proposed, proposal
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.selection.select import Selection
from advocacy.briefing.selection.voices import rule
from records.consent import Quotation
from records.store import Store
from records.types.briefing import Briefing
from tests.advocacy.conftest import Typed
from tests.builders import (
    a_commitment,
    a_consent,
    a_consultation,
    a_position,
    a_testimony,
    an_ask,
    an_organisation,
    some_evidence,
)
from tests.conftest import NOON
from tests.journeys.test_at_the_terminal import Screen
from tests.tenyears import Decade, Plain, decade_in
from tests.terminal import Terminal

TODAY = date(2026, 3, 15)
MEETINGS = ("con.39", "con.36", "con.12", "con.30", "con.18")
READ = {  # audience → who must have agreed
    "government_meeting": {"government_meeting", "government_retained_copy"},
    "donor": {"donor"},
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Decade]]:
    with decade_in(tmp_path_factory.mktemp("years") / "vault", lambda: NOON) as made:
        yield made


def proposed(store: Store, consultation: str, audience: str) -> list[Proposed]:
    briefing = Briefing(consultation=consultation, audience=audience, languages=("en", "vi"))
    return proposal(store, briefing, TODAY)


def granted(decade: Decade, testimony: Plain, audience: str) -> bool:
    """Whether the words may lie on paper there, from the plain consents alone."""
    consents = decade.where("consent", testimony=testimony["key"])
    allowed = set(consents[0]["audiences"]) if consents else set()
    return (
        bool(consents)
        and consents[0]["status"] == "active"
        and consents[0]["identity"] != "aggregate_only"
        and ("public" in allowed or READ[audience] <= allowed)
        and testimony["checked_on"] is not None
        and testimony["age_band"] != "under_18"
    )  # fmt: skip


def expected(decade: Decade, meeting: Plain, audience: str) -> dict[str, str]:
    """Work out the proposal from the plain data: key and reason."""
    found: dict[str, str] = {}
    law, campaign = meeting.get("instrument"), meeting.get("campaign")
    for position in decade.where("position", status="adopted"):
        asks = decade.where("ask", position=position["key"])
        about = {position.get("instrument"), *(a["instrument"] for a in asks)}
        if law and law in about:
            found[position["key"]] = "same_instrument"
        elif campaign and position.get("campaign") == campaign:
            found[position["key"]] = "same_campaign"
        if position["key"] in found:
            open_ = [a for a in asks if a["status"] not in ("draft", "achieved", "retired")]
            found |= {a["key"]: "asked_by_position" for a in open_}
    return found | _support(decade, found, audience) | _promised(decade, meeting)


def _support(decade: Decade, held: dict[str, str], audience: str) -> dict[str, str]:
    found = dict(held)
    for one in decade.of["evidence"]:
        said_so = round(one["n"] * one["value"] / 100)
        few = one["n"] < 20 or min(said_so, one["n"] - said_so) < 10
        printable = one["sensitivity"] is None and not few
        if printable and not found.keys().isdisjoint(one["supports"]):
            found[one["key"]] = "supports"
    for one in decade.of["testimony"]:
        if granted(decade, one, audience) and not found.keys().isdisjoint(one["supports"]):
            found[one["key"]] = "cleared"
    return found


def _promised(decade: Decade, meeting: Plain) -> dict[str, str]:
    found: dict[str, str] = {}
    before = {"org.ministry": {"org.labels", "org.benches"}, "org.dep_68": {"org.dep_14"},
              "org.labels": {"org.benches"}}  # fmt: skip
    for one in decade.of["commitment"]:
        due = one["status"] in ("stated", "in_progress", "partly_met", "not_met")
        if due and one["basis"] != "recollected" and one["sensitivity"] is None:
            if one["body"] == meeting["host"]:
                found[one["key"]] = "promised"
            elif one["body"] in before.get(meeting["host"], ()):
                found[one["key"]] = "inherited"
    return found


@pytest.mark.parametrize("audience", READ)
@pytest.mark.parametrize("meeting", MEETINGS)
def test_what_is_proposed_is_what_belongs_to_the_meeting_and_may_be_printed(
    kept: tuple[Store, Decade], meeting: str, audience: str
) -> None:
    store, decade = kept
    keys = {record_id: key for key, record_id in decade.ids.items()}
    found = proposed(store, decade.ids[meeting], audience)
    assert {keys[p.record.id]: p.reason for p in found} == expected(
        decade, decade.one(meeting), audience
    )
    assert len({p.record.id for p in found}) == len(found)


def test_among_the_meetings_every_reason_occurs(kept: tuple[Store, Decade]) -> None:
    _store, decade = kept
    told = [expected(decade, m, "government_meeting") for m in decade.of["consultation"]]
    reasons = {reason for one in told for reason in one.values()}
    assert reasons == {
        "same_instrument", "same_campaign", "asked_by_position", "supports", "cleared", "promised",
        "inherited",
    }  # fmt: skip


def test_a_pack_of_the_proposal_prints_each_of_its_voices(kept: tuple[Store, Decade]) -> None:
    store, decade = kept
    found = proposed(store, decade.ids["con.39"], "government_meeting")
    briefing = Briefing(
        consultation=decade.ids["con.39"], audience="government_meeting", languages=("en",),
        selection=tuple(p.record.id for p in found),
    )  # fmt: skip
    request = request_for(store, briefing, TODAY)
    chosen = Selection(store, request).choose()
    rulings = rule(store, request, chosen.accounts, "en")
    assert rulings
    assert all(isinstance(one.said, Quotation) for one in rulings)
    picked = {p.record.id for p in found if p.reason in ("promised", "inherited")}
    assert {c.id for c, _reports in chosen.commitments} == picked


def test_a_consent_that_excepts_the_host_keeps_the_voice_out(store: Store) -> None:
    host = an_organisation(store)
    law = store.add("instrument", {"title": "Example decree", "kind": "decree"})
    position = a_position(store, instrument=law.ref)
    told = a_testimony(store, supports=[position.ref])
    a_consent(store, told, except_bodies=[host.ref])
    meeting = a_consultation(store, host=host.ref, instrument=law.ref)
    found = proposed(store, meeting.id, "government_meeting")
    assert [p.record.ref for p in found] == [position.ref]


def test_each_reason_is_a_sentence(kept: tuple[Store, Decade]) -> None:
    store, decade = kept
    found = proposed(store, decade.ids["con.39"], "government_meeting")
    for one in found:
        assert "{" not in one.why
        assert one.why == one.why.strip() != ""
    ask = next(p for p in found if p.reason == "asked_by_position")
    assert ask.of in ask.why


@pytest.fixture
def meeting(typed: Typed) -> dict[str, str]:
    """Return the refs of a meeting with a position, an ask, evidence and an inherited promise."""
    return _a_meeting(lambda *words: typed(*words).last)


def _a_meeting(add: Any) -> dict[str, str]:
    old = add("organisation", "add", "--name", "Office for Labels", "--kind", "government_body")
    host = add("organisation", "add", "--name", "Ministry of Examples", "--kind",
               "government_body")  # fmt: skip
    add("organisation", "edit", old, "--successor", host)
    law = add("instrument", "add", "--title", "Example decree", "--kind", "decree")
    position = add("position", "add", "--title", "Boxes", "--statement", "Boxes are no evidence.",
                   "--status", "adopted", "--instrument", law)  # fmt: skip
    ask = add("ask", "add", "--position", position, "--text", "Strike boxes.", "--status",
              "adopted")  # fmt: skip
    figure = add("evidence", "add", "--claim", "Four in ten lost boxes.", "--n", "120",
                 "--supports", ask)  # fmt: skip
    promise = add("commitment", "add", "--words", "We shall look at it.", "--body", old,
                  "--basis", "minuted", "--status", "stated")  # fmt: skip
    workshop = add("consultation", "add", "--title", "Workshop on boxes", "--host", host,
                   "--instrument", law)  # fmt: skip
    return {"position": position, "ask": ask, "evidence": figure, "promise": promise,
            "meeting": workshop}  # fmt: skip


def test_off_a_terminal_the_proposal_is_taken_and_the_reasons_stand_on_stderr(
    typed: Typed, meeting: dict[str, str]
) -> None:
    said = typed("brief", "add", "--for", meeting["meeting"])
    assert said.code == 0
    assert said.out == f"{said.last}\n"
    assert "is about the same law or programme" in said.err
    assert "was promised by Office for Labels, whose duties this body has taken over" in said.err
    shown = typed("brief", "show", said.last, "--json").json
    assert shown["selection"] == [
        meeting["position"], meeting["ask"], meeting["evidence"], meeting["promise"],
    ]  # fmt: skip
    assert (shown["title"], shown["audience"]) == ("Workshop on boxes", "government_meeting")
    assert (shown["consultation"], shown["languages"]) == (meeting["meeting"], ["en", "vi"])


def test_other_fields_may_be_given_and_change_what_is_proposed(
    typed: Typed, meeting: dict[str, str]
) -> None:
    typed("commitment", "edit", meeting["promise"], "--basis", "recollected")
    said = typed("brief", "add", "--for", meeting["meeting"], "--title", "Ours", "--audience",
                 "donor", "--languages", "vi", "--json")  # fmt: skip
    assert said.code == 0
    assert (said.json["title"], said.json["audience"]) == ("Ours", "donor")
    assert said.json["languages"] == ["vi"]
    assert meeting["promise"] not in said.json["selection"]


def test_what_for_proposes_cannot_be_given_as_well(typed: Typed, meeting: dict[str, str]) -> None:
    for more in (("--selection", meeting["ask"]), ("--consultation", meeting["meeting"])):
        said = typed("brief", "add", "--for", meeting["meeting"], *more)
        assert said.code == 2
        assert more[0] in said.err
    assert typed("brief", "add", "--for", meeting["meeting"], "--from", "x.json").code == 2
    assert typed("brief", "add", "--for", "C-ZZZZZZZZ").code == 3
    assert typed("brief", "add", "--for", meeting["meeting"], "--audience", "all").code == 5
    assert typed("brief", "list", "--json").json == []


def test_a_meeting_to_which_nothing_belongs_gets_a_pack_of_everything(typed: Typed) -> None:
    alone = typed("consultation", "add", "--title", "Talk").last
    said = typed("brief", "add", "--for", alone)
    assert "Nothing on record belongs to this consultation." in said.err
    assert typed("brief", "show", said.last, "--json").json["selection"] == []


def test_staff_leave_out_by_number_or_ref_and_a_position_takes_its_asks_along(
    terminal: Terminal,
) -> None:
    made = _a_meeting(lambda *words: terminal(*words).last)
    screen = Screen(terminal, "brief", "add", "--for", made["meeting"])
    screen.awaits("4 records are proposed:")
    screen.talks(("Enter keeps all", "9 nothing"))
    screen.awaits("not among them: 9, nothing")
    screen.talks(("Enter keeps all", f"1, {made['evidence']}"))
    code, shown = screen.ends()
    assert code == 0
    assert max(map(len, shown.split("\n"))) <= 80
    ref = shown.strip().split("\n")[-1].strip()
    kept = cast("dict[str, Any]", terminal("brief", "show", ref, "--json").json)
    assert kept["selection"] == [made["promise"]]


def test_a_fictional_promise_that_is_settled_is_not_proposed(store: Store) -> None:
    host = an_organisation(store)
    position = a_position(store)
    an_ask(store, position, body=host.ref)
    some_evidence(store, supports=[position.ref])
    settled = a_commitment(store, host, status="met")
    still = a_commitment(store, host)
    meeting = a_consultation(store, host=host.ref)
    found = proposed(store, meeting.id, "government_meeting")
    assert [p.record.ref for p in found] == [still.ref]
    assert settled.ref not in {p.record.ref for p in found}
