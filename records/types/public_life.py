"""Bodies, the people who hold posts in them, laws, and our campaigns."""

from typing import Annotated, ClassVar

from records.fields import Many, Text, Twin, field
from records.types.common import Record


class Organisation(Record, frozen=True, kw_only=True):
    """A body: a member organisation, a ministry, a forum, a donor."""

    LETTER: ClassVar = "O"
    NAME: ClassVar = "organisation"
    PLURAL: ClassVar = "organisations"
    LABELS: ClassVar = ("organisation", "tổ chức")
    TITLE: ClassVar = "name"
    DATED: ClassVar = "valid"

    name: Annotated[Text, field("text", "Name", "Tên", required=True, searched=True)] = None
    name_vi: Twin = None
    aliases: Annotated[Many, field("texts", "Also called", "Tên khác", searched=True)] = ()
    kind: Annotated[Text, field("term", "Kind", "Loại", of="organisation_kind", required=True)] = (
        None
    )
    parent: Annotated[Text, field("ref", "Part of", "Trực thuộc", of="organisation")] = None
    successor: Annotated[
        Text, field("ref", "Succeeded by", "Cơ quan kế thừa", of="organisation")
    ] = None
    province: Annotated[Text, field("place", "Province", "Tỉnh, thành phố")] = None
    valid: Annotated[Text, field("date", "Existed", "Thời gian hoạt động")] = None


class Official(Record, frozen=True, kw_only=True):
    """A person in a public post. Papers name the post, not the person."""

    LETTER: ClassVar = "F"
    NAME: ClassVar = "official"
    PLURAL: ClassVar = "officials"
    LABELS: ClassVar = ("official", "cán bộ")
    TITLE: ClassVar = "post"
    PERSONAL: ClassVar = True
    DATED: ClassVar = "tenure"

    name: Annotated[
        Text, field("text", "Name", "Họ tên", required=True, sensitive=True, names_people=True)
    ] = None
    post: Annotated[Text, field("text", "Post", "Chức vụ", required=True, searched=True)] = None
    post_vi: Twin = None
    organisation: Annotated[
        Text, field("ref", "Organisation", "Cơ quan", of="organisation", required=True)
    ] = None
    tenure: Annotated[Text, field("date", "Tenure", "Thời gian giữ chức")] = None


class Assessment(Record, frozen=True, kw_only=True):
    """A dated, internal view of a stakeholder."""

    LETTER: ClassVar = "V"
    NAME: ClassVar = "assessment"
    PLURAL: ClassVar = "assessments"
    LABELS: ClassVar = ("assessment", "nhận định")
    TITLE: ClassVar = "about"
    DATED: ClassVar = "date"

    about: Annotated[
        Text, field("ref", "About", "Về", of="organisation official", required=True)
    ] = None
    date: Annotated[Text, field("date", "Date", "Ngày", required=True)] = None
    alignment: Annotated[Text, field("term", "Alignment", "Mức đồng thuận", of="degree")] = None
    interest: Annotated[Text, field("term", "Interest", "Mức quan tâm", of="degree")] = None
    influence: Annotated[Text, field("term", "Influence", "Mức ảnh hưởng", of="degree")] = None
    stance: Annotated[Text, field("term", "Stance", "Lập trường", of="stance")] = None
    basis: Annotated[
        Text, field("prose", "Basis", "Cơ sở nhận định", sensitive=True, searched=True)
    ] = None


class Instrument(Record, frozen=True, kw_only=True):
    """The law, decree, decision, strategy or programme that a matter is about."""

    LETTER: ClassVar = "I"
    NAME: ClassVar = "instrument"
    PLURAL: ClassVar = "instruments"
    LABELS: ClassVar = ("law or programme", "văn bản, chương trình")
    TITLE: ClassVar = "title"
    DATED: ClassVar = "period"

    title: Annotated[Text, field("text", "Title", "Tên", required=True, searched=True)] = None
    title_vi: Twin = None
    kind: Annotated[Text, field("term", "Kind", "Loại", of="instrument_kind", required=True)] = None
    number: Annotated[Text, field("text", "Number", "Số hiệu", searched=True)] = None
    issued_by: Annotated[Text, field("ref", "Issued by", "Cơ quan ban hành", of="organisation")] = (
        None
    )
    period: Annotated[Text, field("date", "Period", "Giai đoạn")] = None
    stage: Annotated[Text, field("term", "Stage", "Tình trạng văn bản", of="stage")] = None
    summary: Annotated[Text, field("prose", "Summary", "Tóm tắt", searched=True)] = None
    summary_vi: Twin = None


class Campaign(Record, frozen=True, kw_only=True):
    """A longer effort towards one goal."""

    LETTER: ClassVar = "G"
    NAME: ClassVar = "campaign"
    PLURAL: ClassVar = "campaigns"
    LABELS: ClassVar = ("campaign", "chiến dịch")
    TITLE: ClassVar = "title"
    DATED: ClassVar = "period"

    title: Annotated[Text, field("text", "Title", "Tên", required=True, searched=True)] = None
    title_vi: Twin = None
    goal: Annotated[Text, field("prose", "Goal", "Mục tiêu", searched=True)] = None
    goal_vi: Twin = None
    period: Annotated[Text, field("date", "Period", "Giai đoạn")] = None
    date_note: Annotated[Text, field("text", "Date as heard", "Thời gian theo lời kể")] = None
    status: Annotated[Text, field("term", "Status", "Tình trạng", of="campaign_status")] = None
    lessons: Annotated[Text, field("prose", "Lessons", "Bài học", searched=True)] = None
    lessons_vi: Twin = None
