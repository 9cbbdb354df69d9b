"""Figures and findings, where they come from, and what changed."""

from typing import Annotated, ClassVar

from records.fields import Many, Measure, Number, Series, Text, Twin, YesNo, field
from records.types.common import Record


class Evidence(Record, frozen=True, kw_only=True):
    """A survey finding or figure, with what it rests on."""

    LETTER: ClassVar = "E"
    NAME: ClassVar = "evidence"
    PLURAL: ClassVar = "evidence"
    LABELS: ClassVar = ("evidence", "bằng chứng")
    TITLE: ClassVar = "claim"
    DATED: ClassVar = "date"

    claim: Annotated[
        Text, field("text", "What it shows", "Nội dung", required=True, searched=True)
    ] = None
    claim_vi: Twin = None
    question: Annotated[Text, field("prose", "Question", "Câu hỏi khảo sát", searched=True)] = None
    question_vi: Twin = None
    value: Annotated[Measure, field("num", "Value", "Giá trị")] = None
    unit: Annotated[Text, field("text", "Unit", "Đơn vị")] = None
    unit_vi: Twin = None
    n: Annotated[Number, field("int", "People asked (n)", "Số người được hỏi (n)")] = None
    denominator: Annotated[Number, field("int", "Denominator", "Mẫu số")] = None
    population: Annotated[
        Text, field("text", "Population", "Nhóm được khảo sát", searched=True)
    ] = None
    population_vi: Twin = None
    province: Annotated[Text, field("place", "Province", "Tỉnh, thành phố")] = None
    date: Annotated[Text, field("date", "Date", "Thời gian")] = None
    date_note: Annotated[Text, field("text", "Date as heard", "Thời gian theo lời kể")] = None
    method: Annotated[Text, field("text", "Method", "Phương pháp", searched=True)] = None
    method_vi: Twin = None
    caveat: Annotated[Text, field("prose", "Caveat", "Lưu ý", searched=True)] = None
    caveat_vi: Twin = None
    series: Annotated[Series, field("series", "Chart series", "Số liệu biểu đồ")] = ()
    supports: Annotated[Many, field("refs", "Supports", "Làm căn cứ cho", of="position ask")] = ()


class Source(Record, frozen=True, kw_only=True):
    """Where a fact comes from."""

    LETTER: ClassVar = "S"
    NAME: ClassVar = "source"
    PLURAL: ClassVar = "sources"
    LABELS: ClassVar = ("source", "nguồn")
    TITLE: ClassVar = "title"
    DATED: ClassVar = "date"

    title: Annotated[Text, field("text", "Title", "Tên", required=True, searched=True)] = None
    kind: Annotated[Text, field("term", "Kind", "Loại", of="source_kind")] = None
    author: Annotated[Text, field("text", "Author", "Tác giả", searched=True)] = None
    publisher: Annotated[Text, field("text", "Publisher", "Nơi công bố", searched=True)] = None
    date: Annotated[Text, field("date", "Date", "Ngày")] = None
    date_note: Annotated[Text, field("text", "Date as heard", "Ngày theo lời kể")] = None
    locator: Annotated[Text, field("text", "Where in it", "Vị trí trong nguồn")] = None
    reliability: Annotated[Text, field("term", "Reliability", "Độ tin cậy", of="reliability")] = (
        None
    )
    names_contributors: Annotated[
        YesNo, field("bool", "Names contributors", "Có nêu tên người kể")
    ] = None


class Outcome(Record, frozen=True, kw_only=True):
    """Who changed what, when, and what we contributed (outcome harvesting)."""

    LETTER: ClassVar = "U"
    NAME: ClassVar = "outcome"
    PLURAL: ClassVar = "outcomes"
    LABELS: ClassVar = ("outcome", "kết quả")
    TITLE: ClassVar = "change"
    DATED: ClassVar = "date"

    change: Annotated[
        Text, field("prose", "What changed", "Điều đã thay đổi", required=True, searched=True)
    ] = None
    change_vi: Twin = None
    changed_by: Annotated[
        Text, field("ref", "Changed by", "Bên thực hiện thay đổi", of="organisation")
    ] = None
    date: Annotated[Text, field("date", "Date", "Thời gian")] = None
    date_note: Annotated[Text, field("text", "Date as heard", "Thời gian theo lời kể")] = None
    kind: Annotated[Text, field("term", "Kind", "Loại", of="outcome_kind")] = None
    significance: Annotated[Text, field("prose", "Why it matters", "Ý nghĩa", searched=True)] = None
    significance_vi: Twin = None
    contribution: Annotated[
        Text, field("prose", "Our contribution", "Đóng góp của chúng tôi", searched=True)
    ] = None
    contribution_vi: Twin = None
    impact: Annotated[Text, field("term", "Impact", "Tác động", of="impact")] = None
    substantiated_by: Annotated[
        Text, field("text", "Substantiated by", "Người xác nhận", sensitive=True, names_people=True)
    ] = None
    campaign: Annotated[Text, field("ref", "Campaign", "Chiến dịch", of="campaign")] = None
