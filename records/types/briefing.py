"""The definition of a pack, what was handed over of it, and to whom; and our own office."""

from typing import Annotated, ClassVar

from records.fields import Many, Number, Series, Text, Twin, YesNo, field
from records.types.common import Record


class Briefing(Record, frozen=True, kw_only=True):
    """The definition of a pack."""

    LETTER: ClassVar = "B"
    NAME: ClassVar = "briefing"
    PLURAL: ClassVar = "briefings"
    LABELS: ClassVar = ("briefing", "hồ sơ")
    TITLE: ClassVar = "title"
    CHILDREN: ClassVar = ("issue", "copy")

    title: Annotated[Text, field("text", "Title", "Tên", required=True, searched=True)] = None
    title_vi: Twin = None
    consultation: Annotated[
        Text, field("ref", "For the consultation", "Cho buổi tham vấn", of="consultation")
    ] = None
    audience: Annotated[
        Text, field("term", "Audience", "Đối tượng", of="audience", required=True)
    ] = None
    stays: Annotated[
        YesNo, field("bool", "The paper stays with them", "Tài liệu để lại tại cơ quan")
    ] = True
    languages: Annotated[
        Many, field("terms", "Languages", "Ngôn ngữ", of="language", required=True)
    ] = ()
    identity: Annotated[
        Text, field("term", "Identity shown at most", "Mức nêu danh tính tối đa", of="identity")
    ] = None
    place_detail: Annotated[
        Text, field("term", "Place shown at most", "Mức nêu địa điểm tối đa", of="place_detail")
    ] = None
    sections: Annotated[Many, field("terms", "Sections", "Các phần", of="section")] = ()
    selection: Annotated[
        Many,
        field(
            "refs",
            "Selection",
            "Nội dung được chọn",
            of="position ask testimony excerpt evidence commitment consultation outcome",
        ),
    ] = ()
    acknowledged: Annotated[
        Many, field("refs", "Limits read", "Giới hạn đã đọc", of="consent")
    ] = ()
    talking_points: Annotated[
        Text, field("prose", "Talking points", "Ý chính cần nói", sensitive=True, searched=True)
    ] = None
    talking_points_vi: Twin = None
    not_to_say: Annotated[
        Text, field("prose", "What not to say", "Điều không nên nói", sensitive=True, searched=True)
    ] = None
    not_to_say_vi: Twin = None
    classification: Annotated[
        Text, field("text", "Internal circulation mark", "Dấu lưu hành nội bộ")
    ] = None


class Issue(Record, frozen=True, kw_only=True):
    """A fixed set of PDFs of a briefing that was handed over."""

    LETTER: ClassVar = "J"
    NAME: ClassVar = "issue"
    PLURAL: ClassVar = "issues"
    LABELS: ClassVar = ("issue of a pack", "lần phát hành")
    TITLE: ClassVar = "on"
    DATED: ClassVar = "on"
    PARENT: ClassVar = "briefing"
    APPEND_ONLY: ClassVar = True

    briefing: Annotated[Text, field("ref", "Briefing", "Hồ sơ", of="briefing", required=True)] = (
        None
    )
    number: Annotated[Number, field("int", "Issue number", "Lần phát hành")] = None
    on: Annotated[Text, field("day", "On", "Ngày", required=True)] = None
    files: Annotated[Series, field("series", "Files and SHA-256", "Tệp và mã SHA-256")] = ()
    items: Annotated[Series, field("series", "Items and decisions", "Mục và quyết định")] = ()
    shown: Annotated[Series, field("series", "Counts shown", "Số liệu đã nêu")] = ()
    reference: Annotated[Text, field("text", "Reference", "Số tham chiếu", searched=True)] = None
    fingerprints: Annotated[
        Series, field("series", "Papers and fingerprints", "Tài liệu và mã nhận dạng")
    ] = ()
    pages: Annotated[
        Series, field("series", "Pages and SHA-256 of their text", "Trang và mã SHA-256 của chữ")
    ] = ()


class Copy(Record, frozen=True, kw_only=True):
    """One numbered copy of an issue: who holds it, and whether it came back."""

    LETTER: ClassVar = "Y"
    NAME: ClassVar = "copy"
    PLURAL: ClassVar = "copies"
    LABELS: ClassVar = ("numbered copy", "bản đánh số")
    TITLE: ClassVar = "recipient"
    PARENT: ClassVar = "briefing"

    briefing: Annotated[Text, field("ref", "Briefing", "Hồ sơ", of="briefing", required=True)] = (
        None
    )
    issue: Annotated[Text, field("ref", "Issue", "Lần phát hành", of="issue", required=True)] = None
    number: Annotated[Number, field("int", "Number", "Bản số", required=True)] = None
    recipient: Annotated[
        Text, field("text", "Recipient", "Người nhận", required=True, searched=True)
    ] = None
    returned_on: Annotated[Text, field("day", "Returned on", "Ngày trả lại")] = None
    destroyed_on: Annotated[Text, field("day", "Destroyed on", "Ngày hủy")] = None
    asked_on: Annotated[Text, field("day", "Asked back on", "Ngày đề nghị trả lại")] = None
    refused_on: Annotated[Text, field("day", "Refused on", "Ngày từ chối trả")] = None


class Office(Record, frozen=True, kw_only=True):
    """A place that keeps a vault: its own entry is what letters and covers carry."""

    LETTER: ClassVar = "K"
    NAME: ClassVar = "office"
    PLURAL: ClassVar = "offices"
    LABELS: ClassVar = ("office", "văn phòng")
    TITLE: ClassVar = "name"

    name: Annotated[Text, field("text", "Name", "Tên", required=True, searched=True)] = None
    name_vi: Twin = None
    short_name: Annotated[Text, field("text", "Short name", "Tên viết tắt")] = None
    address: Annotated[Text, field("text", "Address", "Địa chỉ")] = None
    address_vi: Twin = None
    signatory: Annotated[Text, field("text", "Signatory", "Người ký")] = None
    signatory_post: Annotated[Text, field("text", "Signatory's post", "Chức vụ người ký")] = None
    signatory_post_vi: Twin = None
    logo: Annotated[Text, field("text", "Logo", "Biểu trưng")] = None  # the name of its file
    province: Annotated[Text, field("place", "Province", "Tỉnh, thành phố")] = None
    own: Annotated[YesNo, field("bool", "This vault's own", "Văn phòng của kho này")] = None
