"""An import brings in all rows or none, once; what was erased here stays away."""

from pathlib import Path

import pytest

from advocacy.files import BadInputFile
from advocacy.importing import importing
from advocacy.importing.keeping import Keeper
from advocacy.importing.mapping import Mapping, read_mapping
from advocacy.importing.refusals import NoField
from advocacy.importing.tally import Effect
from records.erasure import erase
from records.imported import remember
from records.store import Store
from records.types.consultation import Consultation, Delegation, Point
from records.types.public_life import Organisation
from records.types.testimony import Consent, Excerpt, Testimony
from records.vault_refusals import VaultRefusal
from records.withdrawal import withdraw
from tests.advocacy.imports import bring, csv_file, json_file, places, xlsx_file
from tests.builders import a_consent, a_consultation, a_testimony, an_organisation

HEAD = ["Title", "Ngày", "Host", "Tỉnh, thành phố", "Attendees"]
ACCOUNT = "They counted the blue boxes twice and wrote a number that nobody had said."


def test_rows_become_records_whatever_the_language_of_their_headings(
    store: Store, tmp_path: Path
) -> None:
    body = an_organisation(store)
    file = csv_file(tmp_path / "m.csv", [
        HEAD,
        ["Họp thí dụ", "15/3/2016", "bộ thí dụ", "thành phố Hà Nội", "1.234"],
        ["Another", "tháng 3 năm 2016", body.ref, "VN-56", ""],
        ["A third", "khoảng 2008", "", "tỉnh Bac Giang", "12"],
    ])  # fmt: skip
    report = bring(store, file)
    assert report.effects == {"consultation": Effect(new=3)}
    first, second, third = store.every(Consultation)
    assert (first.title, first.date, first.host) == ("Họp thí dụ", "2016-03-15", body.id)
    assert (first.province, first.attendees) == ("VN-HN", 1234)
    assert (second.date, second.host, second.attendees) == ("2016-03", body.id, None)
    assert third.date == "2008~"


def test_one_bad_cell_keeps_everything_out_and_is_named(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [
        HEAD, ["Good", "2016", "", "", ""], ["Bad", "31/2/2016", "", "Ha Nio", "x"],
    ])  # fmt: skip
    report = bring(store, file)
    assert not report.written
    assert report.effects["consultation"] == Effect(new=1, bad=1)
    assert places(report) == [("", 3, "B (Ngày)"), ("", 3, "D (Tỉnh, thành phố)"),
                              ("", 3, "E (Attendees)")]  # fmt: skip
    assert report.problems[0].found == "'31/2/2016'"
    assert "Hà Nội" in report.problems[1].hint
    assert store.every(Consultation) == []


def test_the_good_rows_are_kept_where_that_was_asked_for(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [HEAD, ["Good", "2016"], ["Bad", "x"], ["", "2016"]])
    report = bring(store, file, keep_good=True)
    assert report.written
    assert report.effects["consultation"] == Effect(new=1, bad=2)
    assert [one.title for one in store.every(Consultation)] == ["Good"]


def test_a_try_says_what_would_happen_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [HEAD, ["One", "2016"], ["Two", "2017"]])
    tried = bring(store, file, dry_run=True)
    assert store.every(Consultation) == []
    assert not tried.written
    assert tried.effects == bring(store, file).effects
    assert bring(store, file, dry_run=True).effects == {"consultation": Effect(unchanged=2)}


def test_a_second_import_changes_nothing_however_the_cells_are_spelled(
    store: Store, tmp_path: Path
) -> None:
    bring(store, csv_file(tmp_path / "a.csv", [HEAD, ["One", "15/3/2016", "", "Hà Nội", "1.200"]]))
    again = csv_file(tmp_path / "b.csv", [
        ["title", "date", "province", "attendees"], ["One", "2016-03-15", "VN-HN", "1200"],
    ])  # fmt: skip
    assert bring(store, again).effects["consultation"] == Effect(unchanged=1)
    assert len(store.every(Consultation)) == 1


def test_a_corrected_row_amends_its_record_by_the_key_column(store: Store, tmp_path: Path) -> None:
    key = Mapping(key="No of the minutes")
    head = ["No of the minutes", "title", "date", "summary"]
    bring(store, csv_file(tmp_path / "a.csv", [head, ["12", "One", "2016", "Words"]]), mapping=key)
    made = store.every(Consultation)[0]
    store.amend(made.id, {"room": "12a"})
    report = bring(
        store,
        csv_file(tmp_path / "b.csv", [head, ["12", "One!", "2016", ""], ["13", "Two", "", ""]]),
        mapping=key,
    )
    assert report.effects["consultation"] == Effect(new=1, changed=1)
    amended = store.every(Consultation)[0]
    assert (amended.id, amended.title, amended.summary) == (made.id, "One!", None)
    assert amended.room == "12a"


def test_a_key_that_stands_twice_is_a_bad_row(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", [["No", "title"], ["1", "One"], ["1", "Two"]])
    report = bring(store, file, mapping=Mapping(key="No"))
    assert places(report) == [("", 3, "")]
    assert "row 2" in str(report.problems[0])


def test_what_somebody_deleted_does_not_come_back(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", [["title"], ["One"], ["Two"]])
    bring(store, file)
    store.delete(store.every(Consultation)[0].id)
    assert bring(store, file).effects["consultation"] == Effect(unchanged=1, deleted=1)


def test_a_testimony_without_consent_columns_has_none(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "t.csv", [
        ["Contributor", "Words", "Language", "Source"], ["HN-07", ACCOUNT, "Vietnamese", ""],
    ])  # fmt: skip
    report = bring(store, file, "testimony")
    assert report.effects["testimony"] == Effect(new=1)
    assert report.without_consent == 1
    assert store.every(Consent) == []


def test_consent_columns_make_the_consent(store: Store, tmp_path: Path) -> None:
    body = an_organisation(store)
    file = csv_file(tmp_path / "t.csv", [
        ["contributor", "words", "language", "Sự đồng ý", "Ngày đồng ý", "method", "Taken by",
         "except_bodies"],
        ["HN-07", ACCOUNT, "vi", "để lại trên giấy, không nêu tên", "1/3/2026", "oral witnessed",
         "Somebody", "Ministry of Examples"],
        ["HN-08", ACCOUNT + " Again.", "vi", "", "", "", "", ""],
    ])  # fmt: skip
    report = bring(store, file, "testimony")
    assert report.problems == ()
    assert report.without_consent == 1
    (consent,) = store.every(Consent)
    assert consent.testimony == store.every(Testimony)[0].id
    assert (consent.identity, consent.status) == ("anonymous", "active")
    assert "government_retained_copy" in consent.audiences
    assert (consent.given_on, consent.method, consent.taken_by) == (
        "2026-03-01", "oral_witnessed", "Somebody",
    )  # fmt: skip
    assert consent.except_bodies == (body.id,)


def test_a_decision_without_its_method_is_a_bad_row(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "t.csv", [
        ["contributor", "words", "language", "consent"], ["HN-07", ACCOUNT, "vi", "publish"],
    ])  # fmt: skip
    assert places(bring(store, file, "testimony")) == [("", 2, "method")]


def test_a_file_does_not_replace_a_decision_on_record(store: Store, tmp_path: Path) -> None:
    head = ["KEY", "contributor", "words", "language", "consent", "method", "given_on"]
    row = ["uuid:1", "HN-07", ACCOUNT, "vi", "keep", "written", "2026-03-01"]
    bring(store, csv_file(tmp_path / "a.csv", [head, row]), "testimony")
    testimony = store.every(Testimony)[0]
    withdraw(store, testimony)
    assert bring(store, tmp_path / "a.csv", "testimony").effects["testimony"].unchanged == 1
    row[4] = "publish"
    report = bring(store, csv_file(tmp_path / "b.csv", [head, row]), "testimony")
    assert not report.written
    assert testimony.ref in str(report.problems[0])
    assert [one.status for one in store.every(Consent)] == ["active", "withdrawn"]


def test_words_under_consent_are_not_changed_by_a_file(store: Store, tmp_path: Path) -> None:
    head = ["KEY", "contributor", "words", "language", "consent", "method"]
    row = ["uuid:1", "HN-07", ACCOUNT, "vi", "keep", "written"]
    bring(store, csv_file(tmp_path / "a.csv", [head, row]), "testimony")
    row[2] = ACCOUNT + " And more."
    report = bring(store, csv_file(tmp_path / "b.csv", [head, row]), "testimony")
    assert report.effects["testimony"] == Effect(bad=1)
    assert store.every(Testimony)[0].words == ACCOUNT
    assert "counted" not in str(report.problems)


@pytest.mark.parametrize("key", ["uuid:1", ""])
def test_an_erased_account_is_refused_for_ever_and_counted(
    store: Store, tmp_path: Path, key: str
) -> None:
    head = ["KEY", "contributor", "words", "language"]
    file = csv_file(tmp_path / "a.csv", [
        head, [key, "HN-07", ACCOUNT, "vi"], ["uuid:2", "HN-08", "Something else was told.", "vi"],
    ])  # fmt: skip
    bring(store, file, "testimony")
    told = next(one for one in store.every(Testimony) if one.words == ACCOUNT)
    withdraw(store, told)
    erase(store, store.get(told.id), answered=True)  # type: ignore[arg-type]
    assert bring(store, file, "testimony").effects["testimony"] == Effect(unchanged=1, gone=1)
    corrected = csv_file(tmp_path / "b.csv", [head, ["uuid:1", "HN-07", "Told anew.", "vi"]])
    again = bring(store, corrected, "testimony").effects["testimony"]
    assert again == (Effect(gone=1) if key else Effect(new=1))
    assert not any(one.words == ACCOUNT for one in store.every(Testimony))


def test_an_erased_account_is_known_by_its_words_without_any_import(
    store: Store, tmp_path: Path
) -> None:
    told = a_testimony(store, words=ACCOUNT)
    a_consent(store, told)
    withdraw(store, told)
    erase(store, store.get(told.id), answered=True)  # type: ignore[arg-type]
    file = csv_file(tmp_path / "a.csv", [
        ["contributor", "words", "language"], ["HN-1", ACCOUNT.upper(), "vi"],
    ])  # fmt: skip
    assert bring(store, file, "testimony").effects["testimony"] == Effect(gone=1)


def test_children_stand_in_sheets_of_their_own(store: Store, tmp_path: Path) -> None:
    an_organisation(store, name="Group of Examples", name_vi=None, kind="member")
    book = xlsx_file(tmp_path / "m.xlsx", {
        "Consultations": [["Row", "Title"], [1, "One"], [2, "Two"]],
        "Đoàn tham dự": [["Thuộc dòng", "Organisation", "People"], [2, "group of examples", 3],
                         [2, "", 4]],
        "points": [["Of row", "Issue raised"], [1, "Boxes"]],
        "Notes": [["anything"], ["else"]],
    })  # fmt: skip
    report = bring(store, book)
    assert report.problems == ()
    assert report.effects == {
        "consultation": Effect(new=2), "delegation": Effect(new=2), "point": Effect(new=1),
    }  # fmt: skip
    assert report.aside == ("Notes",)
    one, two = store.every(Consultation)
    assert [d.people for d in store.where(Delegation, "consultation", two.id)] == [3, 4]
    assert [p.issue for p in store.where(Point, "consultation", one.id)] == ["Boxes"]
    assert bring(store, book).effects == {
        "consultation": Effect(unchanged=2), "delegation": Effect(unchanged=2),
        "point": Effect(unchanged=1),
    }  # fmt: skip


def test_a_child_of_no_row_is_a_bad_row(store: Store, tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {
        "consultation": [["Row", "title"], [1, "One"]],
        "point": [["Of row", "issue"], [7, "Boxes"], [None, "Bags"]],
    })  # fmt: skip
    report = bring(store, book)
    assert places(report) == [("point", 2, ""), ("point", 3, "")]


def test_children_of_a_bad_row_go_with_it(store: Store, tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {
        "consultation": [["Row", "title", "date"], [1, "One", "x"], [2, "Two", "2016"]],
        "point": [["Of row", "issue"], [1, "Boxes"], [2, "Bags"]],
    })  # fmt: skip
    report = bring(store, book, keep_good=True)
    assert places(report) == [("consultation", 2, "C (date)")]
    assert report.effects["point"] == Effect(new=1, bad=1)
    assert [point.issue for point in store.every(Point)] == ["Bags"]


def test_children_that_a_corrected_file_no_longer_has_are_left_and_told(
    store: Store, tmp_path: Path
) -> None:
    def book(name: str, *issues: str) -> Path:
        return xlsx_file(tmp_path / name, {
            "consultation": [["_index", "_uuid", "title"], [1, "a-1", "One"]],
            "points": [["issue", "_parent_index"], *([issue, 1] for issue in issues)],
        })  # fmt: skip

    bring(store, book("a.xlsx", "Boxes", "Bags", "Bins"))
    report = bring(store, book("b.xlsx", "Boxes!"))
    assert report.effects["point"] == Effect(changed=1)
    assert report.left == 2
    assert [point.issue for point in store.every(Point)] == ["Boxes!", "Bags", "Bins"]


def test_our_own_json_goes_round(store: Store, tmp_path: Path) -> None:
    from advocacy.screens.showing import as_json

    body = an_organisation(store)
    made = a_consultation(store, host=body.ref, province="Hà Nội", topics=["a; b", "c"])
    store.add("point", {"consultation": made.ref, "issue": "Boxes"})
    told = [as_json(store, store.get(made.id), reveal=True)]
    for file in (json_file(tmp_path / "c.json", told), json_file(tmp_path / "c.ndjson", told)):
        report = bring(store, file)
        assert report.effects == {
            "consultation": Effect(unchanged=1), "point": Effect(unchanged=1),
        }  # fmt: skip
    told[0]["title"] = "Changed in the file"
    told[0]["points"][0]["issue"] = "Bags"
    bring(store, json_file(tmp_path / "d.json", told))
    assert store.every(Consultation)[0].title == "Changed in the file"
    assert [point.issue for point in store.every(Point)] == ["Bags"]


def test_what_an_export_hides_is_not_emptied_by_reading_it_back(
    store: Store, tmp_path: Path
) -> None:
    from advocacy.exporting.tabular import csv_of, headings
    from advocacy.screens.showing import as_json
    from records.plain import plain

    made = a_testimony(store, words=ACCOUNT)
    cut = store.add("excerpt", {"testimony": made.ref, "words": "blue boxes"})
    shown = as_json(store, made)
    shown["role"] = "peer_educator"
    report = bring(store, json_file(tmp_path / "t.json", [shown]), "testimony")
    assert report.effects["testimony"] == Effect(changed=1)
    row = plain(store, store.get(made.id), reveal=False) | {"role": "other"}
    (tmp_path / "t.csv").write_bytes(csv_of(headings(Testimony), [row]))
    assert bring(store, tmp_path / "t.csv", "testimony").effects["testimony"] == Effect(changed=1)
    after = store.every(Testimony)[0]
    assert (after.words, after.role, after.checked_by) == (ACCOUNT, "other", made.checked_by)
    assert store.every(Excerpt)[0].words == getattr(cut, "words", "")


def test_records_of_another_vault_keep_their_ids(store: Store, tmp_path: Path) -> None:
    identity = "0123456789ABCDEFGHJKMNPQRS"
    body = {"id": identity, "ref": "O-01234567", "name": "Elsewhere", "kind": "ngo", "hidden": []}
    bring(store, json_file(tmp_path / "o.json", [body]), "organisation")
    assert store.every(Organisation)[0].id == identity
    file = json_file(tmp_path / "c.json", [{"title": "There", "host": "O-01234567"}])
    bring(store, file)
    assert store.every(Consultation)[0].host == identity


def test_a_record_of_another_type_is_not_touched(store: Store, tmp_path: Path) -> None:
    body = an_organisation(store)
    file = json_file(tmp_path / "c.json", [{"id": body.id, "title": "There"}])
    report = bring(store, file)
    assert body.ref in str(report.problems[0])


def test_a_bad_child_keeps_its_parent_out(store: Store, tmp_path: Path) -> None:
    file = json_file(tmp_path / "c.json", [
        {"title": "One", "points": [{"issue": "Boxes"}, {"issue": "Bags", "raised_by": "wind"}]},
        {"title": "Two", "points": [{"issue": "Bins"}]},
    ])  # fmt: skip
    report = bring(store, file, keep_good=True)
    assert report.effects == {"consultation": Effect(new=1, bad=1), "point": Effect(new=1)}
    assert [one.title for one in store.every(Consultation)] == ["Two"]


@pytest.mark.parametrize(
    "row",
    [{"titel": "One", "title": "One"}, {"title": "One", "pionts": [{"issue": "x"}]}],
)
def test_an_unknown_key_is_refused_with_what_was_meant(
    store: Store, tmp_path: Path, row: dict[str, object]
) -> None:
    with pytest.raises(NoField) as refused:
        bring(store, json_file(tmp_path / "c.json", [row]))
    assert "title" in refused.value.hint or "points" in refused.value.hint


def test_a_column_that_is_no_field_is_refused_only_where_it_holds_something(
    store: Store, tmp_path: Path
) -> None:
    head = ["title", "Colour", "Dat"]
    bring(store, csv_file(tmp_path / "a.csv", [head, ["One", "", ""]]))
    with pytest.raises(NoField, match=r"B \(Colour\), C \(Dat\)") as refused:
        bring(store, csv_file(tmp_path / "b.csv", [head, ["Two", "red", ""], ["3", "", "2016"]]))
    assert "did you mean date" in refused.value.hint
    assert len(store.every(Consultation)) == 1


def test_a_mapping_names_the_fields_of_other_headings(store: Store, tmp_path: Path) -> None:
    body = an_organisation(store)
    file = csv_file(tmp_path / "m.csv", [["Was?", "Wann", "Wetter"], ["Besuch", "2016", "gut"]])
    for name, text in {
        "map.json": '{"columns": {"Was?": "title", "wann": "date"}, "ignore": ["Wetter"], '
        '"constants": {"host": "Ministry of Examples"}}',
        "map.toml": 'ignore = ["Wetter"]\n[columns]\n"Was?" = "title"\nWann = "date"\n'
        '[constants]\nhost = "Ministry of Examples"\n',
    }.items():
        (tmp_path / name).write_text(text)
        assert bring(store, file, mapping=read_mapping(tmp_path / name)).problems == ()
    (made,) = store.every(Consultation)
    assert (made.title, made.date, made.host) == ("Besuch", "2016", body.id)


@pytest.mark.parametrize("text", ["{", '{"columns": 3}', '{"colums": {}}', "[]"])
def test_a_mapping_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.json").write_text(text)
    with pytest.raises(BadInputFile, match=r"map\.json"):
        read_mapping(tmp_path / "map.json")


def test_a_mapping_to_no_field_is_refused(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [["What", "title"], ["x", "One"]])
    with pytest.raises(BadInputFile, match="What"):
        bring(store, file, mapping=Mapping(columns={"What": "titel"}))


def test_two_columns_for_one_field_are_refused(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [["Title", "Tên"], ["x", "y"]])
    with pytest.raises(BadInputFile, match=r"A \(Title\) and B \(Tên\)"):
        bring(store, file)


def test_a_table_without_a_required_column_is_refused(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [["Date"], ["2016"]])
    with pytest.raises(BadInputFile, match="no column for title"):
        bring(store, file)


def test_a_title_may_stand_above_the_headings(store: Store, tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {
        "Sheet1": [["DANH SÁCH"], [], ["STT", "Tên", "Ngày"], [1, "Một", "2016"]],
    })  # fmt: skip
    bring(store, book)
    assert [one.title for one in store.every(Consultation)] == ["Một"]


def test_a_named_sheet_is_the_one_that_is_read(store: Store, tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {
        "Old": [["title"], ["Old"]], "New ones": [["title"], ["New"]],
    })  # fmt: skip
    report = bring(store, book, sheet="new ones")
    assert report.aside == ("Old",)
    assert [one.title for one in store.every(Consultation)] == ["New"]
    with pytest.raises(BadInputFile, match="Old, New ones"):
        bring(store, book, sheet="Other")


def test_an_organisation_may_be_named_that_a_row_above_brought(
    store: Store, tmp_path: Path
) -> None:
    file = csv_file(tmp_path / "o.csv", [
        ["name", "kind", "parent"], ["Ministry of Pears", "government_body", ""],
        ["Department of Pears", "cơ quan nhà nước", "Ministry of Pears"],
    ])  # fmt: skip
    report = bring(store, file, "organisation")
    assert report.problems == ()
    parent, child = store.every(Organisation)
    assert child.parent == parent.id


def test_no_more_than_fifty_bad_cells_are_named_and_the_rest_counted(
    store: Store, tmp_path: Path
) -> None:
    file = csv_file(tmp_path / "m.csv", [["title", "date"], *(["One", "x"] for _n in range(70))])
    report = bring(store, file)
    assert (len(report.problems), report.bad_cells) == (50, 70)
    assert not report.stopped


def test_a_file_of_bad_cells_alone_is_not_read_to_its_end(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_BAD", 30)
    rows = [["Good", "2016"], *(["One", "x"] for _n in range(70))]
    file = csv_file(tmp_path / "m.csv", [["title", "date"], *rows])
    report = bring(store, file, keep_good=True)
    assert (report.bad_cells, report.stopped, report.written) == (30, True, False)
    assert store.every(Consultation) == []


def test_an_import_that_is_broken_off_leaves_nothing(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "m.csv", [["title"], *([f"One {n}"] for n in range(20))])

    def tick(done: int, total: int) -> None:
        assert total == 20
        if done == 15:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(store, file, tick=tick)
    assert store.every(Consultation) == []
    assert bring(store, file).effects["consultation"] == Effect(new=20)


def test_an_import_that_was_undone_can_come_again(store: Store, tmp_path: Path) -> None:
    from records.undo import undo

    file = csv_file(tmp_path / "m.csv", [["No", "title"], ["1", "One"], ["2", "Two"]])
    key = Mapping(key="No")
    store.replaced.begin()
    bring(store, file, mapping=key)
    undo(store)
    assert store.every(Consultation) == []
    assert bring(store, file, mapping=key).effects["consultation"] == Effect(new=2)


def test_a_disk_that_is_full_stops_the_import_and_is_no_bad_row(
    store: Store, tmp_path: Path
) -> None:
    pages = store.vault.connection.execute("PRAGMA page_count").fetchone()[0]
    store.vault.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    file = csv_file(tmp_path / "m.csv", [["title", "summary"], *([f"{n}", "x" * 9_000] for n in
                                                                 range(20))])  # fmt: skip
    with pytest.raises(VaultRefusal):
        bring(store, file)
    assert store.every(Consultation) == []


def test_neither_key_nor_words_can_be_read_in_what_is_remembered(
    store: Store, tmp_path: Path
) -> None:
    head = ["Telephone", "contributor", "words", "language"]
    file = csv_file(tmp_path / "t.csv", [head, ["0900000001", "HN-1", ACCOUNT, "vi"]])
    bring(store, file, "testimony", mapping=Mapping(key="Telephone"))
    kept = store.vault.connection.execute('SELECT "key", digest FROM imported').fetchall()
    assert len(kept) == 1
    assert all(len(part) == 64 and "0900000001" not in part for part in kept[0])


def test_a_meeting_may_have_had_thousands_of_points(store: Store) -> None:
    keeper = Keeper(store)
    meeting = a_consultation(store)
    with store.vault.transaction():
        for number in range(1, 2001):
            remember(store, "point", keeper.child_mark("meeting", number), meeting.id, "")
    assert keeper.beyond("point", "meeting", 0) == 2000
    assert keeper.beyond("point", "meeting", 1990) == 10
    assert keeper.beyond("point", "meeting", 2000) == 0
