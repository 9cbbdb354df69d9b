"""`edit --where`: one change to many records, shown first, all or none."""

from tests.advocacy.conftest import Typed


def some_bodies(typed: Typed) -> list[str]:
    return [
        typed("organisation", "add", "--name", f"Sở Thí dụ {n}", "--kind", kind).last
        for n, kind in enumerate(("member", "member", "ngo"))
    ]


def provinces(typed: Typed) -> list[str | None]:
    return [one["province"] for one in typed("organisation", "list", "--json").json]


def test_nothing_changes_before_somebody_agrees(typed: Typed) -> None:
    first, second, _third = some_bodies(typed)
    said = typed("organisation", "edit", "--where", "kind=member", "--set", "province=Hà Nội")
    assert said.code == 2
    assert said.out.split("\n")[:-1] == [
        f"{first}\tProvince\t(empty)\tHa Noi", f"{second}\tProvince\t(empty)\tHa Noi"]  # fmt: skip
    assert "2 of 2 records would change" in said.err
    assert "--yes" in said.err
    assert provinces(typed) == [None, None, None]


def test_what_was_agreed_to_changes_in_one_go_and_is_undone_in_one_go(typed: Typed) -> None:
    some_bodies(typed)
    words = ("--where", "kind=member", "--province", "ha noi", "--set", "aliases=a",
             "--set", "aliases=b", "--yes", "--json")  # fmt: skip
    made = typed("organisation", "edit", *words).json
    assert [(one["province"], one["aliases"]) for one in made] == [("VN-HN", ["a", "b"])] * 2
    assert provinces(typed) == ["VN-HN", "VN-HN", None]
    assert "0 of 2 records would change" in typed("organisation", "edit", *words).err
    typed("organisation", "edit", "--where", "kind=member", "--clear", "aliases", "--yes")
    assert typed("organisation", "list", "--json").json[0]["aliases"] == []
    typed("undo", "--last", "2")
    assert provinces(typed) == [None, None, None]


def test_one_refusal_keeps_all_as_it_was(typed: Typed) -> None:
    one, other, _third = some_bodies(typed)
    typed("organisation", "edit", other, "--parent", one)
    # `one` would come to belong to itself; `other` comes first in no order.
    said = typed("organisation", "edit", "--where", "kind=member", "--set", f"parent={one}",
                 "--set", "province=ha noi", "--yes")  # fmt: skip
    assert said.code == 5
    assert one in said.err
    assert provinces(typed) == [None, None, None]


def test_sensitive_fields_are_refused(typed: Typed) -> None:
    some_bodies(typed)
    for words in (("--set", "internal_note=x"), ("--internal-note-from", "-"),
                  ("--clear", "internal_note")):  # fmt: skip
        said = typed("organisation", "edit", "--where", "kind=member", *words, "--yes", stdin="x")
        assert (said.code, said.out) == (2, ""), words
    said = typed("organisation", "edit", "--where", "internal_note=x", "--set", "kind=ngo", "--yes")
    assert said.code == 2


def test_one_record_or_many_is_said_and_what_is_to_change(typed: Typed) -> None:
    ref, *_others = some_bodies(typed)
    for words in (
        (), (ref, "--where", "kind=member", "--set", "kind=ngo"), ("--where", "kind=member"),
        ("--where", "kind=member", "--from", "-"), (ref,), (ref, "--set", "kind"),
    ):  # fmt: skip
        said = typed("organisation", "edit", *words, stdin="{}")
        assert (said.code, said.out) == (2, ""), words
    assert typed("organisation", "edit", ref, "--set", "kind=ngo").code == 0


def test_the_words_of_a_testimony_are_out_of_reach(typed: Typed) -> None:
    ref = typed("testimony", "add", "--contributor", "TD-01", "--language", "vi",
                "--words-from", "-", stdin="Bịa.").last  # fmt: skip
    said = typed("testimony", "edit", "--where", "language=vi", "--words-from", "-", "--yes",
                 stdin="x")  # fmt: skip
    assert said.code == 2
    assert typed("testimony", "show", ref, "--json", "--reveal").json["words"] == "Bịa."
