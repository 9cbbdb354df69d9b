"""What ODK Central and KoboToolbox hand out is imported without a mapping, again and again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advocacy.importing.tally import Effect
from advocacy.importing.xlsform import form
from records.store import Store
from records.types.consultation import Consultation, Delegation, Point
from records.types.testimony import Consent, Excerpt, Testimony
from tests.advocacy.imports import KoboForm, bring, csv_file, json_file, xlsx_file, zip_file
from tests.builders import an_organisation

Hand = Callable[..., Path]


def server(number: int, **given: str) -> dict[str, Any]:
    """Return what a server adds to a submission."""
    return {"_id": 700 + number, "_uuid": f"aaaa-{number}",
            "_submission_time": f"2026-03-0{number}", "_status": "submitted_via_web",
            "__version__": "v1", **given}  # fmt: skip


def form_of(tmp_path: Path, record: type[Any]) -> KoboForm:
    """Return the server's form, made from our own XLSForm."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(record))
    return KoboForm(path)


def test_a_form_is_collected_imported_corrected_and_imported_again(
    store: Store, tmp_path: Path
) -> None:
    an_organisation(store)
    member = an_organisation(store, name="Group of Examples", name_vi=None, kind="member")
    kobo = form_of(tmp_path, Consultation)
    submissions: list[dict[str, Any]] = [
        {
            "title": "Họp về hộp",
            "date": "tháng 3 năm 2016",
            "host": "Bộ Thí dụ",
            "province": "VN-HN",
            "forum": "hearing",
            "participation_quality": ["expenses_paid", "feedback_received"],
            "starts_at": "09:30:00.000+07:00",
            "delegations": [{"organisation": "Group of Examples", "people": 3}, {"people": 4}],
            "points": [{"issue": "Hộp", "raised_by": "us"}],
            "server": server(1),
        },
        {"title": "Họp khác", "date": "khoảng 2008", "points": [], "server": server(2)},
    ]
    report = bring(store, kobo.export(tmp_path / "a.xlsx", submissions))
    assert report.problems == ()
    assert report.aside == ()
    assert report.effects == {
        "consultation": Effect(new=2), "delegation": Effect(new=2), "point": Effect(new=1),
    }  # fmt: skip
    first = store.every(Consultation)[0]
    assert (first.title, first.date, first.starts_at) == ("Họp về hộp", "2016-03", "09:30")
    assert first.participation_quality == ("expenses_paid", "feedback_received")
    assert [(d.organisation, d.people) for d in store.every(Delegation)] == [
        (member.id, 3), (None, 4),
    ]  # fmt: skip

    again = bring(store, kobo.export(tmp_path / "b.xlsx", submissions))
    assert again.effects == {
        "consultation": Effect(unchanged=2), "delegation": Effect(unchanged=2),
        "point": Effect(unchanged=1),
    }  # fmt: skip

    submissions[0]["title"] = "Họp về hộp (sửa)"
    submissions[0]["points"][0]["response"] = "Sẽ xem xét."
    # A corrected submission has a new _uuid; what it had before stands in meta/rootUuid.
    submissions[0]["server"] |= {"_uuid": "bbbb-9", "meta/rootUuid": "uuid:aaaa-1"}
    submissions.append({"title": "Họp mới", "server": server(3)})
    corrected = bring(store, kobo.export(tmp_path / "c.xlsx", submissions))
    assert corrected.effects == {
        "consultation": Effect(new=1, changed=1, unchanged=1),
        "delegation": Effect(unchanged=2),
        "point": Effect(changed=1),
    }
    assert [one.title for one in store.every(Consultation)] == [
        "Họp về hộp (sửa)", "Họp khác", "Họp mới",
    ]  # fmt: skip
    assert store.every(Point)[0].response == "Sẽ xem xét."


def test_a_corrected_submission_is_known_where_the_server_tells_no_root(
    store: Store, tmp_path: Path
) -> None:
    kobo = form_of(tmp_path, Consultation)
    bring(store, kobo.export(tmp_path / "a.xlsx", [{"title": "One", "server": server(1)}]))
    corrected = {"title": "One!", "server": server(1, _uuid="bbbb-9")}
    report = bring(store, kobo.export(tmp_path / "b.xlsx", [corrected]))
    assert report.effects["consultation"] == Effect(changed=1)
    third = {"title": "One!!", "server": server(1, _uuid="cccc-9")}
    assert bring(store, kobo.export(tmp_path / "c.xlsx", [third])).effects[
        "consultation"] == Effect(changed=1)  # fmt: skip


def test_a_testimonys_form_brings_its_consent(store: Store, tmp_path: Path) -> None:
    kobo = form_of(tmp_path, Testimony)
    told = {
        "contributor": "HN-07", "words": "They counted the blue boxes twice.", "language": "vi",
        "source_connection": "self", "age_band": "25_to_34", "collected_on": "2026-03-01",
        "support_offered": "yes", "consent": "publish", "consent_sure": "yes",
        "method": "oral_witnessed", "given_on": "2026-03-01", "taken_by": "Somebody",
        "excerpts": [{"words": "the blue boxes", "language": "vi"}], "server": server(1),
    }  # fmt: skip
    without = {"contributor": "HN-08", "words": "Another account.", "language": "vi",
               "server": server(2)}  # fmt: skip
    file = kobo.export(tmp_path / "a.xlsx", [told, without])
    report = bring(store, file, "testimony")
    assert report.problems == ()
    assert report.effects == {"testimony": Effect(new=2), "excerpt": Effect(new=1)}
    assert report.without_consent == 1
    (consent,) = store.every(Consent)
    assert (consent.audiences, consent.given_on) == (("public",), "2026-03-01")
    assert store.every(Testimony)[0].support_offered is True
    assert store.every(Excerpt)[0].words == "the blue boxes"
    again = bring(store, file, "testimony")
    assert again.effects == {"testimony": Effect(unchanged=2), "excerpt": Effect(unchanged=1)}


def test_publishing_that_was_not_confirmed_is_a_bad_row(store: Store, tmp_path: Path) -> None:
    kobo = form_of(tmp_path, Testimony)
    told = {"contributor": "HN-07", "words": "Boxes.", "language": "vi", "consent": "publish",
            "consent_sure": "no", "method": "written", "server": server(1)}  # fmt: skip
    report = bring(store, kobo.export(tmp_path / "a.xlsx", [told]), "testimony")
    assert report.effects["testimony"] == Effect(bad=1)


def test_a_kobo_export_with_labels_is_read_too(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "k.csv", [
        ["Tên", "Hình thức", "Chất lượng tham gia",
         "Chất lượng tham gia/được chi trả chi phí", "_uuid", "_index"],
        ["Họp", "họp song phương", "được chi trả chi phí", "1", "u-1", "1"],
    ], sign=";")  # fmt: skip
    assert bring(store, file).problems == ()
    made = store.every(Consultation)[0]
    assert (made.forum, made.participation_quality) == ("bilateral_meeting", ("expenses_paid",))


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("True", "False"), (1, 0), (True, False)])
def test_choices_may_have_a_column_each_and_no_other(
    store: Store, tmp_path: Path, yes: Any, no: Any
) -> None:
    file = xlsx_file(tmp_path / "k.xlsx", {"s": [
        ["title", "participation_quality/expenses_paid", "participation_quality/feedback_received"],
        ["Họp", yes, no], ["Khác", None, None],
    ]})  # fmt: skip
    bring(store, file)
    first, second = store.every(Consultation)
    assert (first.participation_quality, second.participation_quality) == (("expenses_paid",), ())


ODK_END = ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
           "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]  # fmt: skip


def odk(tmp_path: Path, name: str, title: str, *issues: str) -> Path:
    """Write the archive of ODK Central: one table of submissions, one for each repeat."""
    key = "uuid:0f5a1c2e-0000-4000-8000-000000000001"
    end = [key, "5", "App user", "0", "0", "", "approved", "collect:x", "1", "v1"]
    return zip_file(tmp_path / name, {
        "advocacy_consultation.csv": [
            ["SubmissionDate", "title", "about-province", "meta-instanceID", *ODK_END],
            ["2026-03-01T02:00:00.000Z", title, "VN-HN", key, *end],
        ],
        "advocacy_consultation-points.csv": [
            ["issue", "raised_by", "PARENT_KEY", "KEY"],
            *([issue, "us", key, f"{key}/points[{n}]"] for n, issue in enumerate(issues, 1)),
        ],
        "media/1.jpg": [["x"]],
    })  # fmt: skip


def test_an_archive_of_odk_central_is_imported_corrected_and_imported_again(
    store: Store, tmp_path: Path
) -> None:
    report = bring(store, odk(tmp_path, "a.zip", "Họp", "Hộp", "Túi"))
    assert report.problems == ()
    assert report.effects == {"consultation": Effect(new=1), "point": Effect(new=2)}
    assert store.every(Consultation)[0].province == "VN-HN"
    again = bring(store, odk(tmp_path, "b.zip", "Họp (sửa)", "Hộp", "Túi giấy"))
    assert again.effects == {
        "consultation": Effect(changed=1), "point": Effect(changed=1, unchanged=1),
    }  # fmt: skip
    assert [point.issue for point in store.every(Point)] == ["Hộp", "Túi giấy"]


def test_the_servers_own_status_is_not_ours(store: Store, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "odk.csv", [
        ["SubmissionDate", "title", "statement", "status", *ODK_END],
        ["2026-03-01", "Boxes", "They stay.", "draft", "uuid:1", "", "", "", "", "hasIssues"],
    ])  # fmt: skip
    assert bring(store, file, "position").problems == ()
    ours = csv_file(tmp_path / "own.csv", [
        ["Title", "Statement", "Status"], ["Bags", "They stay.", "Draft"],
    ])  # fmt: skip
    assert bring(store, ours, "position").problems == ()


def test_kobo_json_is_read_with_its_groups_and_repeats(store: Store, tmp_path: Path) -> None:
    page = {"count": 1, "results": [{
        "_id": 7, "_uuid": "u-1", "_submission_time": "2026-03-01T01:00:00", "formhub/uuid": "f",
        "about/title": "Họp", "about/date": "15/3/2016", "__version__": "v", "_attachments": [],
        "_geolocation": [None, None], "participation_quality": "expenses_paid feedback_received",
        "points": [{"points/issue": "Hộp"}], "meta/instanceID": "uuid:u-1",
        "_validation_status": {},
    }]}  # fmt: skip
    file = json_file(tmp_path / "k.json", page)
    report = bring(store, file)
    assert report.problems == ()
    assert report.effects == {"consultation": Effect(new=1), "point": Effect(new=1)}
    assert store.every(Consultation)[0].participation_quality == (
        "expenses_paid", "feedback_received",
    )  # fmt: skip
    assert bring(store, file).effects == {
        "consultation": Effect(unchanged=1), "point": Effect(unchanged=1),
    }  # fmt: skip
