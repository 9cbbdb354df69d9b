"""What people told us, its quotable parts, and what they allowed us to do with it."""

from typing import Annotated, ClassVar

from records.fields import Many, Text, YesNo, field
from records.types.common import Record


class Testimony(Record, frozen=True, kw_only=True):
    """A person's account. Who the person is lies apart, in the sealed identity."""

    LETTER: ClassVar = "T"
    NAME: ClassVar = "testimony"
    PLURAL: ClassVar = "testimonies"
    LABELS: ClassVar = ("testimony", "lời kể")
    PERSONAL: ClassVar = True
    TITLE: ClassVar = "contributor"
    DATED: ClassVar = "event_date"
    CHILDREN: ClassVar = ("excerpt",)

    contributor: Annotated[
        Text, field("code", "Contributor", "Mã người kể", required=True, searched=True)
    ] = None
    words: Annotated[
        Text, field("prose", "Words", "Lời kể", required=True, sensitive=True, searched=True)
    ] = None
    language: Annotated[
        Text, field("term", "Language", "Ngôn ngữ", of="language", required=True)
    ] = None
    translation: Annotated[
        Text, field("prose", "Translation", "Bản dịch", sensitive=True, searched=True)
    ] = None
    rendering: Annotated[Text, field("term", "Rendering", "Cách ghi lại", of="rendering")] = None
    summary: Annotated[
        Text, field("prose", "Summary", "Tóm tắt", sensitive=True, searched=True)
    ] = None
    type_of_material: Annotated[
        Text, field("term", "Type of material", "Loại tư liệu", of="type_of_material")
    ] = None
    source_connection: Annotated[
        Text,
        field("term", "Connection to the events", "Quan hệ với sự việc", of="source_connection"),
    ] = None
    reliability: Annotated[Text, field("term", "Reliability", "Độ tin cậy", of="reliability")] = (
        None
    )
    event_date: Annotated[Text, field("date", "Date of the events", "Thời gian xảy ra")] = None
    province: Annotated[Text, field("place", "Province", "Tỉnh, thành phố")] = None
    place: Annotated[Text, field("text", "Place", "Địa điểm", sensitive=True, searched=True)] = None
    subject: Annotated[
        Text, field("ref", "About which body", "Nói về cơ quan nào", of="organisation")
    ] = None
    age_band: Annotated[Text, field("term", "Age band", "Nhóm tuổi", of="age_band")] = None
    role: Annotated[Text, field("term", "Role", "Vai trò", of="role")] = None
    collected_by: Annotated[
        Text, field("text", "Collected by", "Người ghi", sensitive=True, names_people=True)
    ] = None
    collected_on: Annotated[Text, field("day", "Collected on", "Ngày ghi", sensitive=True)] = None
    support_offered: Annotated[
        YesNo, field("bool", "Support offered", "Đã ngỏ ý hỗ trợ người kể")
    ] = None
    feedback_given: Annotated[
        YesNo, field("bool", "Feedback given", "Đã phản hồi cho người kể")
    ] = None
    checked_by: Annotated[
        Text, field("text", "Checked by", "Người rà soát", sensitive=True, names_people=True)
    ] = None
    checked_on: Annotated[Text, field("day", "Checked on", "Ngày rà soát")] = None
    supports: Annotated[
        Many, field("refs", "Supports", "Làm căn cứ cho", of="position ask evidence")
    ] = ()
    campaign: Annotated[Text, field("ref", "Campaign", "Chiến dịch", of="campaign")] = None
    instrument: Annotated[
        Text, field("ref", "Law or programme", "Văn bản, chương trình", of="instrument")
    ] = None


class Excerpt(Record, frozen=True, kw_only=True):
    """The quotable unit of a testimony, cleared on its own."""

    LETTER: ClassVar = "X"
    NAME: ClassVar = "excerpt"
    PLURAL: ClassVar = "excerpts"
    LABELS: ClassVar = ("excerpt", "đoạn trích")
    PERSONAL: ClassVar = True
    TITLE: ClassVar = "testimony"
    PARENT: ClassVar = "testimony"

    testimony: Annotated[
        Text, field("ref", "Testimony", "Lời kể", of="testimony", required=True)
    ] = None
    words: Annotated[
        Text, field("prose", "Words", "Lời kể", required=True, sensitive=True, searched=True)
    ] = None
    language: Annotated[Text, field("term", "Language", "Ngôn ngữ", of="language")] = None
    checked_by: Annotated[
        Text, field("text", "Checked by", "Người rà soát", sensitive=True, names_people=True)
    ] = None
    checked_on: Annotated[Text, field("day", "Checked on", "Ngày rà soát")] = None


class Consent(Record, frozen=True, kw_only=True):
    """One decision of a contributor for one testimony. A new decision supersedes it."""

    LETTER: ClassVar = "N"
    NAME: ClassVar = "consent"
    PLURAL: ClassVar = "consents"
    LABELS: ClassVar = ("consent", "sự đồng ý")
    PERSONAL: ClassVar = True
    TITLE: ClassVar = "testimony"
    DATED: ClassVar = "given_on"

    testimony: Annotated[
        Text, field("ref", "Testimony", "Lời kể", of="testimony", required=True)
    ] = None
    supersedes: Annotated[Text, field("ref", "Supersedes", "Thay thế cho", of="consent")] = None
    identity: Annotated[
        Text, field("term", "Identity shown", "Cách nêu danh tính", of="identity", required=True)
    ] = None
    display_name: Annotated[
        Text,
        field(
            "text",
            "Name that may be printed",
            "Tên được phép in",
            sensitive=True,
            names_people=True,
        ),
    ] = None
    audiences: Annotated[
        Many, field("terms", "Audiences", "Đối tượng được xem", of="audience", required=True)
    ] = ()
    channels: Annotated[
        Many, field("terms", "Channels", "Hình thức sử dụng", of="channel", required=True)
    ] = ()
    place_detail: Annotated[
        Text, field("term", "Place detail", "Mức nêu địa điểm", of="place_detail")
    ] = None
    except_bodies: Annotated[
        Many, field("refs", "Never before these bodies", "Trừ các cơ quan", of="organisation")
    ] = ()
    method: Annotated[
        Text, field("term", "How it was given", "Cách đồng ý", of="method", required=True)
    ] = None
    language: Annotated[Text, field("term", "Language", "Ngôn ngữ", of="language")] = None
    read_back: Annotated[YesNo, field("bool", "Read back", "Đã đọc lại cho người kể")] = None
    subject_agreed: Annotated[
        YesNo, field("bool", "The person concerned agreed", "Người trong chuyện đã đồng ý")
    ] = None
    information_version: Annotated[
        Text, field("text", "Information sheet", "Bản thông tin đã dùng")
    ] = None
    given_on: Annotated[Text, field("day", "Given on", "Ngày đồng ý")] = None
    review_on: Annotated[Text, field("day", "Review on", "Ngày xem lại")] = None
    expires_on: Annotated[Text, field("day", "Expires on", "Ngày hết hạn")] = None
    status: Annotated[
        Text, field("term", "Status", "Tình trạng", of="consent_status", required=True)
    ] = None
    withdrawn_on: Annotated[Text, field("day", "Withdrawn on", "Ngày rút lại")] = None
    limits: Annotated[Text, field("prose", "Limits", "Giới hạn", sensitive=True, searched=True)] = (
        None
    )
    taken_by: Annotated[
        Text, field("text", "Taken by", "Người ghi nhận", sensitive=True, names_people=True)
    ] = None
