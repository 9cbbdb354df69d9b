"""add, list, show, edit, delete and history, for every type, in the shapes scripts rely on."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from records.fields import fields_of
from records.types import NAMES, type_named
from tests.advocacy.conftest import Typed

REF = re.compile(r"[A-Z]-[0-9A-Z]{8,}")
MARKS = ["id", "ref", "type", "created", "updated", "office"]
ADDED = {
    "organisation": ["--name", "Ministry of Examples", "--kind", "government_body"],
    "instrument": ["--title", "Example decree", "--kind", "decree"],
    "campaign": ["--title", "Boxes"],
    "source": ["--title", "Minutes", "--kind", "minutes"],
    "official": ["--post", "Director", "--organisation", "Ministry of Examples",
                 "--name-from", "-"],
    "assessment": ["--about", "Ministry of Examples", "--date", "March 2026"],
    "outcome": ["--change", "No more boxes are taken."],
    "evidence": ["--claim", "Four in ten.", "--value", "41.5", "--n", "120"],
    "consultation": ["--title", "Workshop", "--date", "15/3/2016",
                     "--host", "Ministry of Examples"],
    "position": ["--title", "Boxes", "--statement", "Boxes are no evidence.", "--status", "draft"],
    "ask": ["--position", "{position}", "--text", "Strike it.", "--status", "adopted"],
    "commitment": ["--words", "We look again.", "--body", "Ministry of Examples",
                   "--basis", "minuted", "--status", "stated"],
    "testimony": ["--contributor", "TD-01", "--language", "vi", "--words-from", "-"],
    "consent": ["--testimony", "{testimony}", "--preset", "keep"],
    "brief": ["--title", "Pack", "--audience", "government meeting", "--languages", "en,vi"],
}  # fmt: skip
CHILDREN = {
    "delegation": ["consultation", "delegation", "{consultation}", "--province", "Ha Noi"],
    "point": ["consultation", "point", "{consultation}", "--issue", "Fines", "--raised-by", "us"],
    "excerpt": ["testimony", "excerpt", "{testimony}", "--words-from", "-"],
    "challenge": [
        "position",
        "challenge",
        "{position}",
        "--question",
        "Who pays?",
        "--answer",
        "All.",
    ],
    "progress": ["commitment", "progress", "{commitment}", "--claimed", "limited"],
    "presentation": ["ask", "put", "{ask}", "--at", "{consultation}", "--response", "favourable"],
}
WORDS = "Made-up words of nobody."


def filled(typed: Typed) -> dict[str, str]:
    """Add one record of every type by its options, and return the refs."""
    refs: dict[str, str] = {}
    every = [(n, [n, "add", *w]) for n, w in ADDED.items()] + list(CHILDREN.items())
    for name, words in every:
        made = typed(*(word.format(**refs) for word in words), stdin=WORDS)
        assert made.code == 0, (name, made)
        assert REF.fullmatch(made.last), made
        assert made.out.strip() == made.last
        refs[name] = made.last
    return refs


def test_every_type_is_added_listed_shown_edited_and_told_of(typed: Typed) -> None:
    refs = filled(typed)
    assert {*refs, "issue", "copy", "office"} == {*NAMES, "brief"} - {"briefing"}
    for name, ref in refs.items():
        record = type_named("briefing" if name == "brief" else name)
        shown = typed(name, "show", ref[:7].lower(), "--json").json
        plurals = [type_named(kind).PLURAL for kind in record.CHILDREN]
        assert list(shown) == [*MARKS, *fields_of(record), *plurals, "hidden"]
        assert (shown["ref"], shown["type"]) == (ref, record.NAME)
        for field in fields_of(record).values():
            value = shown[field.name]
            assert isinstance(value, list) if field.many and not field.sensitive else True
            assert value != ""
            if field.kind in ("ref", "refs") and value:
                assert all(REF.fullmatch(v) for v in (value if field.many else [value]))
        listed = typed(name, "list", "--json").json
        assert [one["ref"] for one in listed] == [ref]
        assert typed(name, "list").out.startswith(f"{ref}\t")
        history = typed(name, "history", ref, "--json").json
        assert [list(entry) for entry in history] == [["on", "office", "action", "fields"]] * len(
            history
        )
        assert (history[0]["action"], history[0]["office"]) == ("added", "Mạng lưới Thí dụ")
        if record.APPEND_ONLY or name == "consent":
            continue
        edited = typed(name, "edit", ref, "--topics", "health", "--topics", "law", "--json")
        assert (edited.code, edited.json["topics"]) == (0, ["health", "law"])
        assert typed(name, "edit", ref, "--clear", "topics", "--json").json["topics"] == []


def test_children_are_nested_under_their_plural_and_answer_to_their_own_ref(typed: Typed) -> None:
    refs = filled(typed)
    shown = typed("consultation", "show", refs["consultation"], "--json").json
    assert [one["ref"] for one in shown["delegations"]] == [refs["delegation"]]
    assert shown["points"][0]["issue"] == "Fines"
    for group, people in (("delegation", "4"), ("consultation", "5")):
        edited = typed(group, "edit", refs["delegation"], "--people", people, "--json")
        assert edited.json["people"] == int(people)
        assert edited.json["consultation"] == refs["consultation"]
    assert typed("consultation", "edit", refs["delegation"], "--title", "x").code == 2
    assert typed("consultation", "delete", refs["consultation"]).code == 5
    for kind in ("delegation", "point"):
        assert typed("consultation", "delete", refs[kind]).code == 0
    assert typed("presentation", "delete", refs["presentation"]).code == 0
    assert typed("consultation", "delete", refs["consultation"]).code == 0
    assert typed("consultation", "show", refs["consultation"]).code == 3
    gone = typed("consultation", "history", refs["consultation"], "--json").json
    assert [entry["action"] for entry in gone][-1] == "deleted"


def test_putting_an_ask_makes_it_presented(typed: Typed) -> None:
    refs = filled(typed)
    assert typed("ask", "show", refs["ask"], "--json").json["status"] == "presented"


def test_a_file_holds_one_object_or_a_list_and_the_answer_has_its_shape(typed: Typed) -> None:
    one = typed("consultation", "add", "--from", "-", "--json", stdin='{"title": "One"}').json
    assert one["title"] == "One"
    listed = typed("consultation", "add", "--from", "-", "--json", stdin='[{"title": "One"}]').json
    assert [each["title"] for each in listed] == ["One"]
    refs = typed("consultation", "add", "--from", "-", stdin='[{"title":"A"},{"title":"B"}]').out
    assert len(refs.split()) == 2
    assert typed("consultation", "add", "--from", "-", "--json", stdin="[]").json == []


def test_of_a_list_with_one_bad_object_nothing_is_kept(typed: Typed) -> None:
    several = json.dumps([{"title": "A"}, {"title": "B", "forum": "moon"}])
    refused = typed("consultation", "add", "--from", "-", stdin=several)
    assert (refused.code, refused.out) == (5, "")
    assert "item 2: forum: " in refused.err
    assert typed("consultation", "list", "--json").json == []


def test_what_is_shown_can_be_added_again_with_its_children(typed: Typed) -> None:
    refs = filled(typed)
    shown = typed("consultation", "show", refs["consultation"], "--json").out
    made = typed("consultation", "add", "--from", "-", "--json", stdin=shown).json
    assert made["ref"] != refs["consultation"]
    assert made["host"] == refs["organisation"]
    assert made["delegations"][0]["province"] == "VN-HN"
    assert made["delegations"][0]["ref"] != refs["delegation"]


def test_what_is_shown_can_be_changed_and_read_back(typed: Typed) -> None:
    ref = filled(typed)["consultation"]
    shown: dict[str, Any] = typed("consultation", "show", ref, "--json").json
    shown["title"], shown["points"][0]["issue"] = "Hearing", "Detention"
    shown["points"].append({"issue": "Boxes"})
    made = typed("consultation", "edit", ref, "--from", "-", "--json", stdin=json.dumps(shown)).json
    assert made["title"] == "Hearing"
    assert [point["issue"] for point in made["points"]] == ["Detention", "Boxes"]


def test_a_hidden_null_that_is_read_back_empties_nothing(typed: Typed) -> None:
    ref = filled(typed)["testimony"]
    typed("testimony", "edit", ref, "--internal-note-from", "-", stdin="A note")
    shown = typed("testimony", "show", ref, "--json")
    assert {"words", "internal_note"} <= set(shown.json["hidden"])
    assert typed("testimony", "edit", ref, "--from", "-", stdin=shown.out).code == 0
    kept = typed("testimony", "show", ref, "--json", "--reveal").json
    assert (kept["words"], kept["internal_note"], kept["hidden"]) == (WORDS, "A note", [])


def test_lists_are_filtered_bounded_sorted_and_cut(typed: Typed) -> None:
    typed("organisation", "add", "--from", "-", stdin=json.dumps([
        {"name": "Bộ Thí dụ", "kind": "government_body", "aliases": ["MOX"]},
        {"name": "Other", "kind": "ngo"}]))  # fmt: skip
    typed("consultation", "add", "--from", "-", stdin=json.dumps([
        {"title": "Đầu tiên", "date": "2014", "host": "MOX"},
        {"title": "Ăn trưa", "date": "2016-03-15", "host": "mox", "topics": ["law"]},
        {"title": "Zebra", "date": "2018~", "host": "Other"}]))  # fmt: skip

    def titles(*words: str) -> list[str]:
        return [one["title"] for one in typed("consultation", "list", *words, "--json").json]

    assert titles() == ["Đầu tiên", "Ăn trưa", "Zebra"]
    assert titles("--where", "host=bo thi du") == ["Đầu tiên", "Ăn trưa"]
    assert titles("--where", "host=MOX", "--where", "topics=law") == ["Ăn trưa"]
    assert titles("--where", "forum=") == ["Đầu tiên", "Ăn trưa", "Zebra"]
    assert titles("--since", "2015", "--until", "tháng 12 năm 2016") == ["Ăn trưa"]
    assert titles("--sort", "title") == ["Ăn trưa", "Đầu tiên", "Zebra"]
    assert titles("--sort", "-date", "--limit", "1") == ["Zebra"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("15/3/2016", "2016-03-15"), ("tháng 3 năm 2016", "2016-03"), ("about 2008", "2008~"),
        ("khoang 2008", "2008~"), ("2012/..", "2012/.."),
    ],
)  # fmt: skip
def test_dates_are_taken_as_people_say_them(said: str, kept: str, typed: Typed) -> None:
    made = typed("consultation", "add", "--title", "x", "--date", said, "--json")
    assert made.json["date"] == kept


def test_a_body_is_meant_by_its_ref_name_alias_or_vietnamese_name(typed: Typed) -> None:
    ref = typed("organisation", "add", "--name", "Ministry of Examples", "--name-vi",
                "Bộ Thí dụ", "--aliases", "MOX", "--kind", "ngo").last  # fmt: skip
    for said in ("Ministry of Examples", "MOX", "Bộ Thí dụ", "bo thi du", ref, ref[:5].lower()):
        made = typed("consultation", "add", "--title", "x", "--host", said, "--json")
        assert made.json["host"] == ref


def test_a_name_that_two_bear_is_refused_with_both_refs(typed: Typed) -> None:
    refs = [typed("organisation", "add", "--name", "Twins", "--kind", "ngo").last for _ in "ab"]
    refused = typed("consultation", "add", "--title", "x", "--host", "Twins")
    assert (refused.code, refused.out) == (4, "")
    assert all(ref in refused.err for ref in refs)


def test_a_search_answers_with_ref_type_field_snippet_and_exactness(typed: Typed) -> None:
    ref = typed("consultation", "add", "--title", "Đánh giá cam kết").last
    assert typed("search", "danh gia", "--json").json == [
        {"ref": ref, "type": "consultation", "field": "title",
         "snippet": "[Đánh] [giá] cam kết", "exact": False}
    ]  # fmt: skip
    assert typed("search", "Đánh giá", "--json").json[0]["exact"] is True
    assert typed("search", "nothing like it", "--json").json == []


def test_a_new_decision_takes_the_place_of_the_one_in_force(typed: Typed) -> None:
    refs = filled(typed)
    said = {"testimony": refs["testimony"], "identity": "anonymous", "audiences": ["internal"],
            "channels": ["print"], "method": "written", "status": "active",
            "given_on": "2026-03-01"}  # fmt: skip
    made = typed("consent", "add", "--from", "-", "--json", stdin=json.dumps([said])).json
    assert made[0]["supersedes"] == refs["consent"]
    preset = typed("consent", "add", "--testimony", refs["testimony"], "--preset", "publish",
                   "--expires-on", "1/1/2030", "--json").json  # fmt: skip
    assert preset["supersedes"] == made[0]["ref"]
    assert (preset["audiences"], preset["expires_on"]) == (["public"], "2030-01-01")


def test_a_withdrawal_needs_the_full_ref(typed: Typed) -> None:
    ref = filled(typed)["testimony"]
    assert typed("consent", "withdraw", ref[:6]).code == 2
    made = typed("consent", "withdraw", ref, "--json").json
    assert (made["status"], made["testimony"]) == ("withdrawn", ref)


def test_a_word_added_to_a_list_is_accepted_and_listed(typed: Typed) -> None:
    added = typed("vocabulary", "add", "forum", "radio_talk", "--en", "radio talk",
                  "--vi", "tọa đàm phát thanh")  # fmt: skip
    assert (added.code, added.last) == (0, "radio_talk")
    made = typed("consultation", "add", "--title", "x", "--forum", "toa dam phat thanh", "--json")
    assert made.json["forum"] == "radio_talk"
    listed = typed("vocabulary", "list", "forum", "--json").json
    assert {"vocabulary": "forum", "key": "radio_talk", "en": "radio talk",
            "vi": "tọa đàm phát thanh"} in listed  # fmt: skip
    assert typed("vocabulary", "add", "audience", "friends", "--en", "a", "--vi", "b").code == 5


def test_the_office_says_who_it_is(typed: Typed) -> None:
    made = typed("office", "init", "--name", "Network of Examples", "--short-name", "NE", "--json")
    assert made.json["short_name"] == "NE"
    assert typed("office", "show", "--json").json["name"] == "Network of Examples"
    assert "Network of Examples" in typed("office", "show").out


def test_the_office_takes_a_logo_and_gives_it_up(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), (120, 20, 60)).save(file)
    assert typed("office", "init", "--logo", str(file), "--json").json["logo"] == "logo.png"
    assert typed("office", "show", "--json").json["logo"] == "logo.png"
    assert typed("office", "init", "--logo", str(file), "--no-logo").code == 2
    assert typed("office", "init", "--logo", str(tmp_path / "none.png")).code == 8
    assert typed("office", "init", "--no-logo", "--json").json["logo"] is None


def test_status_check_and_doctor_answer_in_json(typed: Typed) -> None:
    ref = typed("consultation", "add", "--title", "Ahead", "--date", "2030-01-05").last
    ahead, backup = typed("status", "--json").json
    command = f"advocacy brief add --for {ref}"
    assert ahead == {
        "kind": "meeting", "ref": ref, "on": "2030-01-05", "pack": "none", "command": command,
    }  # fmt: skip
    assert backup["kind"] == "backup_never"
    assert command in typed("status").out
    assert (typed("vault", "check", "--json").json, typed("vault", "check").code) == ([], 0)
    found = typed("doctor", "--json")
    assert {"name", "ok", "needed", "found", "mend"} == set(found.json[0])
    assert found.code in (0, 9)
    assert len(typed("doctor").out.splitlines()) == len(found.json)
