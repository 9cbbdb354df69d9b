"""Lists that have a name."""

from tests.advocacy.conftest import Typed


def two_meetings(typed: Typed) -> tuple[str, str]:
    first = typed("consultation", "add", "--title", "One", "--date", "2016", "--forum", "hearing")
    second = typed("consultation", "add", "--title", "Two", "--date", "2020")
    return first.last, second.last


def test_a_list_is_kept_under_a_name_and_asked_for_again(typed: Typed) -> None:
    first, second = two_meetings(typed)
    said = typed("consultation", "list", "--where", "forum=hearing", "--save", "phiên điều trần")
    assert said.out.startswith(first)
    assert "--saved 'phiên điều trần'" in said.err
    assert typed("consultation", "list", "--saved", "phien dieu tran").out == said.out
    typed("consultation", "list", "--since", "2018", "--sort", "-date", "--save", "recent")
    assert typed("consultation", "list", "--saved", "recent").out.split("\t")[0] == second
    every = typed("consultation", "list", "--saved", "recent", "--since", "2010").out
    assert every.split("\n")[0].startswith(second)
    assert first in every
    assert typed("saved", "--json").json == [
        {"name": "phiên điều trần", "type": "consultation",
         "options": {"where": ["forum=hearing"]}},
        {"name": "recent", "type": "consultation", "options": {"since": "2018", "sort": "-date"}},
    ]  # fmt: skip
    assert "advocacy consultation list --saved recent" in typed("saved").out


def test_a_name_that_is_used_again_stands_for_the_new_list(typed: Typed) -> None:
    two_meetings(typed)
    typed("consultation", "list", "--limit", "1", "--save", "x")
    typed("consultation", "list", "--limit", "2", "--save", "X")
    assert [one["options"] for one in typed("saved", "--json").json] == [{"limit": 2}]


def test_a_list_that_is_not_there_or_of_another_type_is_refused(typed: Typed) -> None:
    typed("consultation", "list", "--save", "overdue")
    said = typed("consultation", "list", "--saved", "overdu")
    assert said.code == 3
    assert "did you mean overdue?" in said.err
    said = typed("testimony", "list", "--saved", "overdue")
    assert said.code == 2
    assert "advocacy consultation list --saved overdue" in said.err
    for name in ("", "  ", "x" * 61):
        assert typed("consultation", "list", "--save", name).code == 5


def test_what_cannot_be_listed_is_not_saved(typed: Typed) -> None:
    assert typed("consultation", "list", "--where", "forum=nowhere", "--save", "x").code == 5
    assert typed("testimony", "list", "--where", "words=x", "--save", "x").code == 2
    assert typed("saved", "--json").json == []


def test_a_saved_list_is_deleted(typed: Typed) -> None:
    two_meetings(typed)
    typed("consultation", "list", "--save", "x")
    assert typed("saved", "--delete", "x").code == 0
    assert typed("saved", "--delete", "x").code == 3
    assert len(typed("consultation", "list").out.strip().split("\n")) == 2


def test_a_brief_list_is_called_by_its_command(typed: Typed) -> None:
    typed("brief", "add", "--title", "Pack", "--audience", "internal", "--languages", "vi")
    typed("brief", "list", "--save", "packs")
    assert "advocacy brief list --saved packs" in typed("saved").out
    assert typed("brief", "list", "--saved", "packs").out
