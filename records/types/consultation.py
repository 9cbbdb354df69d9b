"""A meeting with a public body, who went, and what was raised there."""

from typing import Annotated, ClassVar

from records.fields import Many, Number, Text, Twin, field
from records.types.common import Record


class Consultation(Record, frozen=True, kw_only=True):
    """A meeting, hearing, workshop, written round or conference with a public body."""

    LETTER: ClassVar = "C"
    NAME: ClassVar = "consultation"
    PLURAL: ClassVar = "consultations"
    LABELS: ClassVar = ("consultation", "buổi tham vấn")
    TITLE: ClassVar = "title"
    DATED: ClassVar = "date"
    CHILDREN: ClassVar = ("delegation", "point")

    title: Annotated[Text, field("text", "Title", "Tên", required=True, searched=True)] = None
    title_vi: Twin = None
    date: Annotated[Text, field("date", "Date", "Ngày")] = None
    date_note: Annotated[Text, field("text", "Date as heard", "Ngày theo lời kể")] = None
    starts_at: Annotated[Text, field("time", "Starts at", "Giờ bắt đầu")] = None
    room: Annotated[Text, field("text", "Room", "Phòng", searched=True)] = None
    host: Annotated[Text, field("ref", "Host", "Cơ quan chủ trì", of="organisation")] = None
    bodies: Annotated[
        Many, field("refs", "Other bodies present", "Cơ quan khác tham dự", of="organisation")
    ] = ()
    officials_present: Annotated[
        Many, field("refs", "Officials present", "Cán bộ tham dự", of="official")
    ] = ()
    instrument: Annotated[
        Text, field("ref", "Law or programme", "Văn bản, chương trình", of="instrument")
    ] = None
    campaign: Annotated[Text, field("ref", "Campaign", "Chiến dịch", of="campaign")] = None
    forum: Annotated[Text, field("term", "Forum", "Hình thức", of="forum")] = None
    invitation: Annotated[Text, field("term", "Invited by", "Bên mời", of="invitation")] = None
    participation_level: Annotated[
        Text,
        field("term", "Level of participation", "Mức độ tham gia", of="participation_level"),
    ] = None
    participation_quality: Annotated[
        Many,
        field(
            "terms", "Quality of participation", "Chất lượng tham gia", of="participation_quality"
        ),
    ] = ()
    place: Annotated[Text, field("text", "Place", "Địa điểm", searched=True)] = None
    province: Annotated[Text, field("place", "Province", "Tỉnh, thành phố")] = None
    attendees: Annotated[Number, field("int", "Attendees", "Số người dự")] = None
    provinces_represented: Annotated[
        Number, field("int", "Provinces represented", "Số tỉnh, thành phố có đại diện")
    ] = None
    speakers: Annotated[
        Text, field("prose", "Speakers", "Người phát biểu", sensitive=True, names_people=True)
    ] = None
    summary: Annotated[Text, field("prose", "Summary", "Tóm tắt", searched=True)] = None
    summary_vi: Twin = None
    what_was_asked: Annotated[
        Text, field("prose", "What was asked of us", "Điều chúng tôi được hỏi", searched=True)
    ] = None
    what_was_asked_vi: Twin = None
    our_message: Annotated[
        Text, field("prose", "What we said", "Điều chúng tôi nêu", searched=True)
    ] = None
    our_message_vi: Twin = None
    next_meeting: Annotated[Text, field("date", "Next meeting", "Cuộc họp tiếp theo")] = None


class Delegation(Record, frozen=True, kw_only=True):
    """The people that one organisation or province sent to a consultation."""

    LETTER: ClassVar = "D"
    NAME: ClassVar = "delegation"
    PLURAL: ClassVar = "delegations"
    LABELS: ClassVar = ("delegation", "đoàn tham dự")
    TITLE: ClassVar = "organisation"
    PARENT: ClassVar = "consultation"

    consultation: Annotated[
        Text, field("ref", "Consultation", "Buổi tham vấn", of="consultation", required=True)
    ] = None
    organisation: Annotated[Text, field("ref", "Organisation", "Tổ chức", of="organisation")] = None
    province: Annotated[Text, field("place", "Province", "Tỉnh, thành phố")] = None
    people: Annotated[Number, field("int", "People", "Số người")] = None
    members: Annotated[
        Text, field("prose", "Members", "Thành viên đoàn", sensitive=True, names_people=True)
    ] = None


class Point(Record, frozen=True, kw_only=True):
    """An issue raised at a consultation, by whom, with what response and follow-up."""

    LETTER: ClassVar = "Q"
    NAME: ClassVar = "point"
    PLURAL: ClassVar = "points"
    LABELS: ClassVar = ("discussion point", "nội dung trao đổi")
    TITLE: ClassVar = "issue"
    PARENT: ClassVar = "consultation"

    consultation: Annotated[
        Text, field("ref", "Consultation", "Buổi tham vấn", of="consultation", required=True)
    ] = None
    issue: Annotated[
        Text, field("text", "Issue raised", "Vấn đề nêu ra", required=True, searched=True)
    ] = None
    issue_vi: Twin = None
    raised_by: Annotated[Text, field("term", "Raised by", "Bên nêu", of="raised_by")] = None
    response: Annotated[Text, field("prose", "Response", "Phản hồi", searched=True)] = None
    response_vi: Twin = None
    follow_up: Annotated[Text, field("term", "Follow-up", "Việc theo dõi", of="follow_up")] = None
