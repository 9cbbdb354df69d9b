"""The five usual decisions, as the one question about consent offers them."""

from typing import NamedTuple


class Preset(NamedTuple):
    """What a usual decision grants. Everything else of a consent is asked or left empty."""

    identity: str
    audiences: tuple[str, ...]
    channels: tuple[str, ...]
    place_detail: str
    label_en: str  # the answer to choose
    label_vi: str
    allows_en: str  # what choosing it allows, in a sentence to read to the person
    allows_vi: str


PRESETS = {
    "keep": Preset(
        "anonymous",
        ("internal",),
        ("print", "oral"),
        "none",
        "keep for us",
        "chỉ giữ trong nội bộ",
        "Only our own staff may read or hear your words, without your name or the place. "
        "Nobody else receives them.",
        "Chỉ nhân viên của chúng tôi được đọc hoặc nghe lời kể, không nêu tên và địa phương. "
        "Không ai khác nhận được lời kể này.",
    ),
    "count": Preset(
        "aggregate_only",
        (
            "internal",
            "network",
            "allied_ngo",
            "donor",
            "government_meeting",
            "government_retained_copy",
            "un",
        ),
        ("print", "oral"),
        "none",
        "count only",
        "chỉ tính vào số liệu",
        "Your account may be counted in figures for officials, donors and partner organisations. "
        "None of your words are used.",
        "Lời kể chỉ được tính vào số liệu gửi cơ quan nhà nước, nhà tài trợ và tổ chức đối tác. "
        "Không câu nào của lời kể được sử dụng.",
    ),
    "read_aloud": Preset(
        "anonymous",
        ("internal", "government_meeting"),
        ("oral",),
        "none",
        "read aloud without a name",
        "đọc tại cuộc họp, không nêu tên",
        "We may read your words aloud at a meeting with officials, without your name or the "
        "place. Nothing is left with them on paper.",
        "Chúng tôi được đọc lời kể tại cuộc họp với cơ quan nhà nước, không nêu tên và địa "
        "phương. Không để lại lời kể trên giấy.",
    ),
    "leave_on_paper": Preset(
        "anonymous",
        ("internal", "government_meeting", "government_retained_copy"),
        ("print", "oral"),
        "none",
        "leave on paper without a name",
        "để lại trên giấy, không nêu tên",
        "We may read your words aloud at a meeting with officials and leave them on paper, "
        "without your name or the place. What officials keep we may not get back.",
        "Chúng tôi được đọc lời kể tại cuộc họp với cơ quan nhà nước và để lại trên giấy, không "
        "nêu tên và địa phương. Bản giấy đã để lại có thể không thu hồi được.",
    ),
    "publish": Preset(
        "anonymous",
        ("public",),
        ("print", "oral", "online"),
        "none",
        "publish",
        "công bố",
        "Anyone may read or hear your words, also on the internet, without your name or the "
        "place. What has been published cannot be taken back.",
        "Bất kỳ ai cũng có thể đọc hoặc nghe lời kể, kể cả trên mạng, không nêu tên và địa "
        "phương. Nội dung đã công bố không thể thu hồi.",
    ),
}
