"""What an official body promised, and what came of it."""

from typing import Annotated, ClassVar

from records.fields import Many, Text, Twin, field
from records.types.common import Record


class Commitment(Record, frozen=True, kw_only=True):
    """Something an official body promised; it binds the office, not the person."""

    LETTER: ClassVar = "M"
    NAME: ClassVar = "commitment"
    PLURAL: ClassVar = "commitments"
    LABELS: ClassVar = ("commitment", "cam kết")
    TITLE: ClassVar = "words"
    DATED: ClassVar = "due"
    CHILDREN: ClassVar = ("progress",)

    words: Annotated[
        Text, field("prose", "Words", "Nguyên văn cam kết", required=True, searched=True)
    ] = None
    words_vi: Twin = None
    language: Annotated[Text, field("term", "Language", "Ngôn ngữ", of="language")] = None
    body: Annotated[
        Text, field("ref", "Body", "Cơ quan cam kết", of="organisation", required=True)
    ] = None
    post: Annotated[Text, field("text", "Post", "Chức vụ", searched=True)] = None
    official: Annotated[Text, field("ref", "Official", "Cán bộ", of="official")] = None
    consultation: Annotated[
        Text, field("ref", "Consultation", "Buổi tham vấn", of="consultation")
    ] = None
    ask: Annotated[Text, field("ref", "Ask", "Kiến nghị", of="ask")] = None
    basis: Annotated[
        Text, field("term", "Basis", "Căn cứ", of="commitment_basis", required=True)
    ] = None
    witnesses: Annotated[
        Text, field("prose", "Witnesses", "Người chứng kiến", sensitive=True, names_people=True)
    ] = None
    deliverable: Annotated[Text, field("text", "Deliverable", "Kết quả cần đạt", searched=True)] = (
        None
    )
    target: Annotated[Text, field("text", "Target", "Chỉ tiêu", searched=True)] = None
    due: Annotated[Text, field("date", "Due", "Thời hạn")] = None
    status: Annotated[
        Text, field("term", "Status", "Tình trạng", of="commitment_status", required=True)
    ] = None


class Progress(Record, frozen=True, kw_only=True):
    """An entry on a commitment: what they say, what we can show. Never edited."""

    LETTER: ClassVar = "L"
    NAME: ClassVar = "progress"
    PLURAL: ClassVar = "progress"
    LABELS: ClassVar = ("progress report", "báo cáo tiến độ")
    TITLE: ClassVar = "note"
    DATED: ClassVar = "on"
    PARENT: ClassVar = "commitment"
    APPEND_ONLY: ClassVar = True

    commitment: Annotated[
        Text, field("ref", "Commitment", "Cam kết", of="commitment", required=True)
    ] = None
    on: Annotated[Text, field("date", "On", "Ngày", required=True)] = None
    claimed: Annotated[Text, field("term", "They say", "Cơ quan cho biết", of="progress_level")] = (
        None
    )
    verified: Annotated[
        Text, field("term", "We can show", "Chúng tôi kiểm chứng", of="progress_level")
    ] = None
    note: Annotated[Text, field("prose", "Note", "Ghi chú", searched=True)] = None
    note_vi: Twin = None
    evidence: Annotated[Many, field("refs", "Evidence", "Bằng chứng", of="evidence")] = ()
