"""What the gate is asked and what it answers: with a reason, as a key and in both languages."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec

REASONS = {
    # Withheld, the most serious first: where several hold, the first of them is told.
    "no_consent": ("No consent to this account is on record.",
                   "Chưa có sự đồng ý nào được ghi nhận cho lời kể này."),
    "withdrawn": ("The person has withdrawn the consent.",
                  "Người kể đã rút lại sự đồng ý."),
    "refused": ("The person has refused.",
                "Người kể đã từ chối."),
    "entered_in_error": ("The consent was entered in error, and no other stands in its place.",
                         "Sự đồng ý này bị ghi nhầm và chưa có bản nào thay thế."),
    "superseded": ("The consent was replaced by a decision that is not in this vault.",
                   "Sự đồng ý đã được thay bằng một quyết định không có trong kho hồ sơ này."),
    "not_recorded": ("What the person decided has not been recorded.",
                     "Quyết định của người kể chưa được ghi nhận."),
    "draft": ("The consent is still a draft.",
              "Sự đồng ý mới ở dạng bản nháp."),
    "no_date": ("The day on which the consent was given is not known.",
                "Không rõ ngày người kể đồng ý."),
    "not_yet_given": ("On this day the consent has not been given yet.",
                      "Tính đến ngày này, người kể chưa đồng ý."),
    "expired": ("The consent has expired.",
                "Sự đồng ý đã hết hạn."),
    "sealed": ("It is sealed, and the key is not on this machine.",
               "Lời kể được niêm phong, và khóa mở không có trên máy này."),
    "source_not_self": (
        "It is not known to be the teller's own story, and the person concerned has not agreed.",
        "Chưa rõ đây có phải chuyện của chính người kể, và người trong chuyện chưa đồng ý."),
    "body_excepted": ("The person does not want it used before a body that will be present.",
                      "Người kể không muốn lời kể được dùng trước một cơ quan có mặt."),
    "audience_not_granted": ("The consent does not cover everyone who would receive this.",
                             "Sự đồng ý không bao gồm tất cả đối tượng sẽ tiếp nhận."),
    "channel_not_granted": ("The consent does not cover this form of use.",
                            "Sự đồng ý không bao gồm hình thức sử dụng này."),
    "sensitivity": ("Its sensitivity keeps it out of papers for this audience.",
                    "Mức độ nhạy cảm không cho phép đưa lời kể đến đối tượng này."),
    "review_due": ("The consent is due for review with the person.",
                   "Sự đồng ý đã đến hạn xem lại với người kể."),
    "limits_not_acknowledged": ("The consent has limits that nobody has read for this pack.",
                                "Sự đồng ý có giới hạn mà chưa ai đọc khi lập hồ sơ này."),
    "not_checked": ("Nobody has checked it for details by which the person could be recognised.",
                    "Chưa có ai rà soát những chi tiết có thể làm lộ danh tính người kể."),
    "checked_by_collector": ("It was checked only by the one who collected it.",
                             "Lời kể mới chỉ được chính người ghi rà soát."),
    "no_words": ("There are no words to quote.",
                 "Không có nội dung để trích dẫn."),
    "under_age": ("The person was, or may have been, under 18: it may be counted, not quoted.",
                  "Người kể chưa đủ hoặc có thể chưa đủ 18 tuổi: chỉ được tính vào số liệu."),
    "counted_only": ("It may be counted, not quoted.",
                     "Lời kể chỉ được tính vào số liệu, không được trích dẫn."),
    # Lowered, and used.
    "no_display_name": ("No one name has been agreed for print: only the role is shown.",
                        "Chưa có một tên thống nhất được phép in: chỉ nêu vai trò."),
    "lowered_to_pseudonym": ("Shown under another name, as the person agreed.",
                             "Nêu bằng tên khác, theo sự đồng ý của người kể."),
    "lowered_to_role": ("Shown with the role only, as the person agreed.",
                        "Chỉ nêu vai trò, theo sự đồng ý của người kể."),
    "lowered_to_anonymous": ("Shown without a name, as the person agreed.",
                             "Không nêu tên, theo sự đồng ý của người kể."),
    "place_lowered": ("The place is shown only as far as the person agreed.",
                      "Địa điểm chỉ được nêu trong mức người kể đồng ý."),
    "as_granted": ("Shown as asked, within what the person agreed.",
                   "Nêu đúng theo yêu cầu, trong phạm vi người kể đồng ý."),
}  # fmt: skip
"""What staff read for each decision, in English and Vietnamese."""

Kin = Mapping[str, tuple[str | None, str | None]]
"""The parent and the successor of each organisation, by id."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """How and before whom the words would be used."""

    audiences: frozenset[str]  # every one of them must be granted
    channel: str
    language: str
    bodies: frozenset[str]  # the organisations in the room: host and others
    organisations: Kin = {}  # whose parents and successors count as the body itself
    identity: str = "named"  # the widest that pack and design allow
    place_detail: str = "province"
    acknowledged: frozenset[str] = frozenset()  # consents whose limits staff have read


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the gate decided, and why."""

    reason: str  # a key of REASONS
    consent: str = ""  # the id of the consent that settled it; empty where there is none

    @property
    def reason_en(self) -> str:
        """The reason as a sentence in English."""
        return REASONS[self.reason][0]

    @property
    def reason_vi(self) -> str:
        """The reason as a sentence in Vietnamese."""
        return REASONS[self.reason][1]


class Withheld(Decision, frozen=True, kw_only=True):
    """The words may not appear."""

    decision: ClassVar[Literal["withheld"]] = "withheld"
    counted: bool = False  # whether the account may still be counted


class Quotation(Decision, frozen=True, kw_only=True):
    """The words, in the form in which they may appear.

    It is `lowered` where the identity or the place is narrower than was asked for.
    """

    decision: Literal["used", "lowered"]
    words: str
    language: str
    translated: bool  # these words are the translation
    read_back: bool  # every consent in force says that the text was read back to the person
    identity: str
    display_name: str  # with named and pseudonym, else empty
    role: str  # with role_only, else empty
    place_detail: str
    province: str  # the code as recorded; empty where no place may be shown
    heads: tuple[str, ...]  # the ids of all consents in force, the newest first
