"""What we hold, what exactly we want from which body, and when we put it to them."""

from typing import Annotated, ClassVar

from records.fields import Many, Text, Twin, field
from records.types.common import Record


class Position(Record, frozen=True, kw_only=True):
    """What the network holds on a question."""

    LETTER: ClassVar = "P"
    NAME: ClassVar = "position"
    PLURAL: ClassVar = "positions"
    LABELS: ClassVar = ("position", "quan điểm")
    TITLE: ClassVar = "title"
    DATED: ClassVar = "adopted_on"
    CHILDREN: ClassVar = ("challenge",)

    title: Annotated[Text, field("text", "Title", "Tên", required=True, searched=True)] = None
    title_vi: Twin = None
    statement: Annotated[
        Text, field("prose", "Statement", "Nội dung quan điểm", required=True, searched=True)
    ] = None
    statement_vi: Twin = None
    rationale: Annotated[Text, field("prose", "Rationale", "Lý do", searched=True)] = None
    rationale_vi: Twin = None
    status: Annotated[
        Text, field("term", "Status", "Tình trạng", of="position_status", required=True)
    ] = None
    adopted_on: Annotated[Text, field("date", "Adopted on", "Ngày thông qua")] = None
    supersedes: Annotated[Text, field("ref", "Supersedes", "Thay thế cho", of="position")] = None
    campaign: Annotated[Text, field("ref", "Campaign", "Chiến dịch", of="campaign")] = None
    instrument: Annotated[
        Text, field("ref", "Law or programme", "Văn bản, chương trình", of="instrument")
    ] = None


class Challenge(Record, frozen=True, kw_only=True):
    """A question we will be asked about a position, with our answer."""

    LETTER: ClassVar = "H"
    NAME: ClassVar = "challenge"
    PLURAL: ClassVar = "challenges"
    LABELS: ClassVar = ("question we will be asked", "câu hỏi có thể gặp")
    TITLE: ClassVar = "question"
    PARENT: ClassVar = "position"

    position: Annotated[
        Text, field("ref", "Position", "Quan điểm", of="position", required=True)
    ] = None
    question: Annotated[
        Text, field("prose", "Question", "Câu hỏi", required=True, searched=True)
    ] = None
    question_vi: Twin = None
    answer: Annotated[Text, field("prose", "Answer", "Trả lời", required=True, searched=True)] = (
        None
    )
    answer_vi: Twin = None
    evidence: Annotated[Many, field("refs", "Evidence", "Bằng chứng", of="evidence")] = ()


class Ask(Record, frozen=True, kw_only=True):
    """What exactly we want, from which body."""

    LETTER: ClassVar = "A"
    NAME: ClassVar = "ask"
    PLURAL: ClassVar = "asks"
    LABELS: ClassVar = ("ask", "kiến nghị")
    TITLE: ClassVar = "text"
    DATED: ClassVar = "deadline"

    position: Annotated[
        Text, field("ref", "Position", "Quan điểm", of="position", required=True)
    ] = None
    text: Annotated[
        Text, field("prose", "What we ask", "Nội dung kiến nghị", required=True, searched=True)
    ] = None
    text_vi: Twin = None
    body: Annotated[
        Text, field("ref", "Responsible body", "Cơ quan chịu trách nhiệm", of="organisation")
    ] = None
    instrument: Annotated[
        Text, field("ref", "Law or programme", "Văn bản, chương trình", of="instrument")
    ] = None
    article: Annotated[Text, field("text", "Article", "Điều khoản", searched=True)] = None
    current_text: Annotated[
        Text, field("prose", "Current text", "Quy định hiện hành", searched=True)
    ] = None
    current_text_vi: Twin = None
    proposed_text: Annotated[
        Text, field("prose", "Proposed text", "Nội dung đề xuất", searched=True)
    ] = None
    proposed_text_vi: Twin = None
    deadline: Annotated[Text, field("date", "Deadline", "Thời hạn")] = None
    status: Annotated[
        Text, field("term", "Status", "Tình trạng", of="ask_status", required=True)
    ] = None
    evidence: Annotated[Many, field("refs", "Evidence", "Bằng chứng", of="evidence")] = ()


class Presentation(Record, frozen=True, kw_only=True):
    """An ask put at a consultation, with the response given."""

    LETTER: ClassVar = "R"
    NAME: ClassVar = "presentation"
    PLURAL: ClassVar = "presentations"
    LABELS: ClassVar = ("presentation", "lần nêu kiến nghị")
    TITLE: ClassVar = "ask"

    ask: Annotated[Text, field("ref", "Ask", "Kiến nghị", of="ask", required=True)] = None
    consultation: Annotated[
        Text, field("ref", "Consultation", "Buổi tham vấn", of="consultation", required=True)
    ] = None
    how: Annotated[Text, field("term", "How", "Cách nêu", of="how")] = None
    response: Annotated[Text, field("term", "Response", "Phản hồi", of="response")] = None
    response_words: Annotated[
        Text, field("prose", "Words of the response", "Lời phản hồi", searched=True)
    ] = None
    by: Annotated[Text, field("ref", "By", "Người phản hồi", of="official")] = None
