"""What a reader of an archive is told, in both languages, whatever the language of who made it."""

from collections.abc import Mapping
from importlib.resources import files

from records.tables import Reach

OPEN = (
    """\
Sensitive fields were left out: what people told in confidence, names of persons, internal notes.
So were all fields of records marked restricted or sealed, and the files of records that are not
marked public.""",
    """\
Các mục nhạy cảm đã được lược bỏ: lời kể, tên người, ghi chú nội bộ. Mọi mục của bản ghi
hạn chế hoặc niêm phong và tệp của bản ghi không đánh dấu công khai cũng đã được lược bỏ.""",
)
REVEALED = (
    """\
IT HOLDS SENSITIVE FIELDS, NOT ENCRYPTED: what people told in confidence. Keep it as you would
keep the people. Who they are was left out; sealed testimonies are still sealed.""",
    """\
CÓ CÁC MỤC NHẠY CẢM, KHÔNG MÃ HÓA: những điều người khác tin cậy kể lại. Hãy giữ gìn như
giữ gìn chính họ. Danh tính của họ đã được lược bỏ; lời kể niêm phong vẫn còn niêm phong.""",
)
WHOLE = (
    """\
IT HOLDS EVERYTHING: what people told in confidence, and who they are (vault/identity.jsonl).
Keep it as you would keep the people. Sealed testimonies are still sealed.""",
    """\
CÓ TẤT CẢ: những điều người khác tin cậy kể lại và danh tính của họ (vault/identity.jsonl).
Hãy giữ gìn như giữ gìn chính họ. Lời kể niêm phong vẫn còn niêm phong.""",
)
REACH = {Reach.OPEN: OPEN, Reach.REVEALED: REVEALED, Reach.WHOLE: WHOLE}
OPENED_BY = {
    True: (
        "Its passphrase opens it, with age:",
        "Mở bằng cụm mật khẩu, dùng chương trình age:",
    ),
    False: (
        "The keys that it was made for open it, with age (add --identity KEY-FILE):",
        "Mở bằng các khóa đã chọn khi lập, dùng chương trình age (thêm --identity TỆP-KHÓA):",
    ),
}
"""By whether it was encrypted to a passphrase."""


def guide(made: str, reach: Reach, counts: Mapping[str, int], *, files: int) -> str:
    """Return the README of an archive."""
    english, vietnamese = REACH[reach]
    return _text("guide.txt").format(
        made=made, count=sum(counts.values()), files=files, reach_en=english, reach_vi=vietnamese
    )


def opening_guide(*, passphrase: bool) -> str:
    """Return the README that lies beside an encrypted archive."""
    english, vietnamese = OPENED_BY[passphrase]
    return _text("opening_guide.txt").format(how_en=english, how_vi=vietnamese)


def _text(name: str) -> str:
    return (files("advocacy.exporting") / name).read_text(encoding="utf-8")
