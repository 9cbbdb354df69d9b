"""Ten years of records, openly fictional, and the plain data that they were made of.

Nothing here happened. The country has the real codes of the provinces, because the maps are
real; its ministry is the "Ministry of Examples", its offices care for boxes, benches, lamps and
labels, its officials are called Thí Dụ ("example") and a number, and its testimonies are about
boxes and workshops. No body, person, law, meeting or figure stands for a real one.

`ten_years(store)` adds the records and returns the plain data (`Decade.of`), so that a test can
work out what must come of them without asking the program. The same seed gives the same data.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from records import keys, vault
from records.examples import add_linked
from records.offices import found
from records.store import Store

Plain = dict[str, Any]
"""A record as it was given: values by field, other records by their `key`."""

SEED = 2016
PHRASE = "một cụm mật khẩu cho mười năm"
FIRST, LAST = 2016, 2026
LEVELS = ("inform", "consult", "involve", "collaborate", "empower")
FORUMS = {
    "bilateral_meeting": ("Meeting", "Cuộc họp"),
    "consultation_workshop": ("Workshop", "Hội thảo"),
    "conference": ("Conference", "Hội nghị"),
    "hearing": ("Hearing", "Phiên giải trình"),
    "written_comment": ("Written round", "Đợt góp ý bằng văn bản"),
    "informal": ("Talk", "Buổi trao đổi"),
}
THEMES = (
    ("boxes", "hộp", "Boxes are not evidence", "Hộp không phải là bằng chứng"),
    ("workshops", "xưởng", "Workshops are open to all", "Xưởng mở cho mọi người"),
    ("benches", "bàn thợ", "Fair fees for benches", "Phí thuê bàn thợ phải hợp lý"),
    ("labels", "nhãn", "Labels in plain words", "Nhãn ghi bằng lời dễ hiểu"),
    ("counters", "quầy tiếp dân", "A counter that answers", "Quầy tiếp dân phải trả lời"),
    ("lamps", "đèn", "Lamps in every yard", "Sân nào cũng có đèn"),
    ("tools", "dụng cụ", "Tools come back on time", "Dụng cụ được trả đúng hạn"),
    ("ledgers", "sổ sách", "Ledgers are open to members", "Sổ sách công khai với thành viên"),
)
WANTS = (
    ("Write into the decree that {} may be kept by anybody.",
     "Ghi vào nghị định rằng ai cũng được giữ {}."),
    ("Publish once a year how many complaints about {} were answered.",
     "Mỗi năm công bố số khiếu nại về {} đã được trả lời."),
    ("Consult the member organisations before any rule on {} is changed.",
     "Hỏi ý kiến các tổ chức thành viên trước khi sửa quy định về {}."),
    ("Set aside a fixed share of the budget for {}.",
     "Dành một phần ngân sách cố định cho {}."),
)  # fmt: skip
CHANGES = (
    ("The rule on {} was rewritten in plain words.",
     "Quy định về {} được viết lại bằng lời dễ hiểu."),
    ("The office began to answer letters about {} within ten days.",
     "Cơ quan bắt đầu trả lời thư về {} trong vòng mười ngày."),
    ("Member organisations now sit on the committee for {}.",
     "Các tổ chức thành viên nay có ghế trong ban phụ trách {}."),
)  # fmt: skip
STORIES = (
    ("I brought {n} boxes to the workshop and nobody asked me what was inside them that day.",
     "Tôi mang {n} chiếc hộp đến xưởng và hôm đó không ai hỏi tôi bên trong có gì."),
    ("The lamp in our yard stood dark for {n} weeks before somebody came with a ladder.",
     "Đèn trong sân chúng tôi tắt suốt {n} tuần rồi mới có người mang thang đến."),
    ("They lent me the tools for {n} days and wrote my return on the label in large letters.",
     "Họ cho tôi mượn dụng cụ {n} ngày và ghi ngày trả lên nhãn bằng chữ thật to."),
    ("At the counter I waited {n} hours, and then the clerk explained the form to all of us.",
     "Tôi chờ ở quầy {n} tiếng, rồi cán bộ giải thích mẫu đơn cho tất cả chúng tôi."),
)  # fmt: skip
MEMBERS = (  # key, name, Vietnamese name, province; the code says which alias is the short one
    ("hn", "Red Box Circle", "Nhóm Hộp Đỏ", "VN-HN"),
    ("hp", "Harbour Bench Group", "Nhóm Bàn Thợ Cảng", "VN-HP"),
    ("sg", "Southern Lamp Circle", "Nhóm Đèn Miền Nam", "VN-SG"),
    ("dn", "River Label Group", "Nhóm Nhãn Bên Sông", "VN-DN"),
    ("ct", "Delta Workshop Circle", "Nhóm Xưởng Đồng Bằng", "VN-CT"),
    ("22", "Long Table Group", "Nhóm Bàn Dài", "VN-22"),
    ("68", "Hill Tool Circle", "Nhóm Dụng Cụ Vùng Đồi", "VN-68"),
    ("14", "Valley Tool Circle", "Nhóm Dụng Cụ Thung Lũng", "VN-14"),
    ("57", "New Shed Group", "Nhóm Nhà Xưởng Mới", "VN-57"),
    ("46", "Orchard Crate Circle", "Nhóm Thùng Gỗ Miệt Vườn", "VN-46"),
    ("33", "Highland Ledger Group", "Nhóm Sổ Sách Cao Nguyên", "VN-33"),
    ("26", "Old Town Lamp Circle", "Nhóm Đèn Phố Cổ", "VN-26"),
)
SILENT = ("46", "26")
"""Members that never sent anybody."""
BODIES = (  # key, name, Vietnamese name, merged into, existed
    ("ministry", "Ministry of Examples", "Bộ Thí dụ", None, None),
    ("assembly", "Committee on Sample Questions", "Ủy ban Câu hỏi Mẫu", None, None),
    ("labels", "Office for Labels", "Cục Nhãn mác", "ministry", "2009/2021-03-01"),
    ("benches", "Agency for Benches", "Sở Bàn thợ", "labels", "/2018"),
    ("dep_sg", "Department of Samples in VN-SG", "Sở Mẫu tại VN-SG", None, None),
    ("dep_68", "Department of Samples in VN-68", "Sở Mẫu tại VN-68", None, None),
    ("dep_14", "Department of Samples in VN-14", "Sở Mẫu tại VN-14", "dep_68", "../2025-06-30"),
)
DATES = (  # the forms a date takes, each with {y} the year, {m} a month and {d} a day
    "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02}",
    "{y}-{m:02}", "{y}-{m:02}", "{y}", "{y}~", "{y}-{m:02}?", "{y}-{m:02}-{d:02}%",
    "{y}-{m:02}-{d:02}/{y}-{m:02}-28", "{y}-05~/{y}-{m2:02}", "{y}/..", "/{y}-{m:02}",
)  # fmt: skip


@dataclass(frozen=True)
class Decade:
    """What was added: plain records by type, and the id that each key got."""

    of: dict[str, list[Plain]]
    ids: dict[str, str]

    def one(self, key: str) -> Plain:
        """Return the plain record of a key."""
        return next(p for records in self.of.values() for p in records if p["key"] == key)

    def where(self, kind: str, /, **values: Any) -> list[Plain]:
        """Return the plain records of a type with these values."""
        return [p for p in self.of.get(kind, []) if all(p.get(k) == v for k, v in values.items())]

    def keys(self, ids: Any) -> set[str]:
        """Return the keys that these ids belong to."""
        known = {record_id: key for key, record_id in self.ids.items()}
        return {known[one] for one in ids}


def ten_years(store: Store, seed: int = SEED) -> Decade:
    """Add ten years of fictional records; the same seed gives the same data."""
    of = plain_data(seed)
    with store.vault.transaction():
        return Decade(of, add_linked(store, of))


@contextmanager
def decade_in(folder: Path, clock: Callable[[], datetime]) -> Iterator[tuple[Store, Decade]]:
    """Yield a new vault with the ten years in it, for tests that only read."""
    vault.create(folder, PHRASE, keys.Cost(memory=8 * 1024, passes=1, lanes=1))
    with Store(vault.open_vault(folder, vault.unlock(folder, PHRASE)), clock) as store:
        found(store, "Mạng lưới Thí dụ")
        yield store, ten_years(store)


def plain_data(seed: int = SEED) -> dict[str, list[Plain]]:
    """Return the records by type, before anything is stored."""
    rng = Random(seed)  # noqa: S311  (made-up records, nothing secret)
    of: dict[str, list[Plain]] = {
        "source": list(_sources()),
        "organisation": list(_organisations()),
        "official": list(_officials()),
        "instrument": list(_instruments()),
        "campaign": list(_campaigns()),
        "position": list(_positions()),
    }
    of["ask"] = list(_asks(rng))
    of["consultation"] = list(_consultations(rng))
    of["delegation"] = list(_delegations(rng, of["consultation"]))
    of["point"] = list(_points(rng, of["consultation"]))
    of["evidence"] = list(_evidence(rng))
    of["presentation"] = list(_presentations(rng, of))
    of["commitment"] = list(_commitments(rng, of))
    of["progress"] = list(_progress(rng, of["commitment"]))
    of["challenge"] = list(_challenges())
    of["outcome"] = list(_outcomes(rng))
    of["assessment"] = list(_assessments(rng, of))
    of["testimony"] = list(_testimonies(rng))
    of["consent"] = list(_consents(rng, of["testimony"]))
    of["briefing"] = list(_briefings(of["consultation"]))
    return of


def _both(field: str, english: str, vietnamese: str) -> Plain:
    return {field: english, f"{field}_vi": vietnamese}


def _sources() -> Any:
    yield {"key": "src.minutes", "title": "Minutes of the example meetings", "kind": "minutes",
           "publisher": "Ministry of Examples", "date": "2016/2026"}  # fmt: skip
    yield {"key": "src.survey", "title": "Survey of workshops in an invented country",
           "kind": "survey", "publisher": "Network of Examples", "date": "2024"}  # fmt: skip


def _organisations() -> Any:
    for key, name, name_vi, successor, valid in BODIES:
        yield {"key": f"org.{key}", **_both("name", name, name_vi), "kind": "government_body",
               "successor": f"org.{successor}" if successor else None, "valid": valid,
               "parent": "org.ministry" if key in ("benches", "labels") else None}  # fmt: skip
    for key, name, name_vi, province in MEMBERS:
        merged = key == "14"
        yield {"key": f"mem.{key}", **_both("name", name, name_vi), "kind": "member",
               "aliases": [f"{name.split()[0]} {key.upper()}", f"CBO-{key.upper()}"],
               "province": province, "successor": "mem.68" if merged else None,
               "valid": {"14": "2014/2022", "57": "2020/.."}.get(key, "2013/..")}  # fmt: skip
    yield {"key": "org.un", "name": "Invented Nations Office", "kind": "un_body"}
    yield {"key": "org.donor", "name": "Fund for Examples", "kind": "donor"}


def _officials() -> Any:
    posts = (("Director", "Vụ trưởng"), ("Deputy Director", "Phó Vụ trưởng"),
             ("Head of Section", "Trưởng phòng"))  # fmt: skip
    held = (
        ("ministry", 0, "2014/2019-06"), ("ministry", 0, "2019-07/2023"),
        ("ministry", 0, "2024/.."), ("ministry", 1, "2018~/2022"), ("assembly", 0, "2016/2021"),
        ("assembly", 0, "2021/.."), ("labels", 0, "2015/2021-02"), ("benches", 2, "/2018"),
        ("dep_sg", 0, "2020/.."), ("dep_68", 0, "2017?/.."),
    )  # fmt: skip
    numbers = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
    for n, (body, post, tenure) in enumerate(held):
        yield {"key": f"off.{n}", "name": f"Thí Dụ Văn {numbers[n]}", "tenure": tenure,
               **_both("post", *posts[post]), "organisation": f"org.{body}"}  # fmt: skip


def _instruments() -> Any:
    for key, title, title_vi, kind, period, stage in (
        ("decree", "Example Decree on Boxes", "Nghị định thí dụ về Hộp", "decree", "2017/2024",
         "repealed"),
        ("law", "Law on Workshops", "Luật Xưởng", "law", "2021-07/..", "in_force"),
        ("programme", "Programme for Lamps and Labels, 2016–2020",
         "Chương trình Đèn và Nhãn 2016–2020", "programme", "2016/2020", "expired"),
        ("strategy", "Strategy for Open Counters", "Chiến lược Quầy mở", "strategy",
         "2026~/2030", "in_consultation"),
    ):  # fmt: skip
        yield {"key": f"ins.{key}", **_both("title", title, title_vi), "kind": kind,
               "number": f"{len(key)}/TD", "issued_by": "org.ministry", "period": period,
               "stage": stage}  # fmt: skip


def _campaigns() -> Any:
    for key, title, title_vi, period, status in (
        (
            "boxes",
            "Boxes out of the decree",
            "Đưa hộp ra khỏi nghị định",
            "2016~/2021-06",
            "achieved",
        ),
        ("workshops", "Open the workshops", "Mở cửa các xưởng", "2018-03/..", "running"),
        ("lamps", "A lamp in every yard", "Mỗi sân một ngọn đèn", "2017/2020?", "closed"),
        ("counters", "Counters that answer", "Quầy biết trả lời", "/2026-12", "running"),
    ):
        yield {
            "key": f"cam.{key}", **_both("title", title, title_vi), "period": period,
            "status": status,
            **_both("goal", f"That the rules on {key} are written with those who use them.",
                    f"Để quy định về {title_vi.split()[-1]} được viết cùng người sử dụng."),
            **_both("lessons", f"Bring one page and one witness. On {key}, letters alone changed "
                    "nothing; coming back every quarter did.",
                    "Mang theo một trang giấy và một nhân chứng. Chỉ gửi thư thì không thay đổi "
                    "được gì; quý nào cũng quay lại thì có."),
        }  # fmt: skip


CAMPAIGN = {0: "boxes", 1: "workshops", 2: "workshops", 4: "counters", 5: "lamps", 7: "counters"}
INSTRUMENT = {0: "decree", 1: "law", 2: "law", 3: "programme", 4: "strategy", 5: "programme"}


def _linked(theme: int) -> Plain:
    """Return the campaign and instrument of a theme, where it has them."""
    said: Plain = {}
    if theme in CAMPAIGN:
        said["campaign"] = f"cam.{CAMPAIGN[theme]}"
    if theme in INSTRUMENT:
        said["instrument"] = f"ins.{INSTRUMENT[theme]}"
    return said


def _positions() -> Any:
    for n, (word, word_vi, title, title_vi) in enumerate(THEMES):
        yield {
            "key": f"pos.{n}", **_both("title", title, title_vi), **_linked(n),
            **_both("statement", f"Whoever works with {word} helps to write the rules on {word}.",
                    f"Ai làm việc với {word_vi} thì cùng soạn quy định về {word_vi}."),
            **_both("rationale", f"Rules on {word} that nobody understands are followed by nobody.",
                    f"Quy định về {word_vi} mà không ai hiểu thì không ai làm theo."),
            "status": "draft" if n == len(THEMES) - 1 else "adopted",
            "adopted_on": f"{2016 + n % 5}-0{1 + n % 8}",
        }  # fmt: skip


def _asks(rng: Random) -> Any:
    statuses = ("adopted", "presented", "presented", "accepted", "noted", "refused", "achieved",
                "retired", "draft")  # fmt: skip
    for n in range(25):
        theme = n % len(THEMES)
        word, word_vi = THEMES[theme][:2]
        want, want_vi = WANTS[n // len(THEMES)]
        body = ("ministry", "labels", "dep_sg", "dep_68", "assembly")[n % 5]
        yield {
            "key": f"ask.{n}", "position": f"pos.{theme}",
            **_both("text", want.format(word), want_vi.format(word_vi)),
            "body": f"org.{body}", "instrument": _linked(theme).get("instrument"),
            "article": f"Article {n + 3}" if n % 3 == 0 else None,
            "deadline": rng.choice(("2027", "2026-12-31", "2027~", None)),
            "status": statuses[n % len(statuses)], "evidence": [],
        }  # fmt: skip


def _a_date(rng: Random, form: str, year: int) -> str:
    month = rng.randint(1, 9)
    return form.format(y=year, m=month, m2=rng.randint(6, 12), d=rng.randint(1, 27))


def _consultations(rng: Random) -> Any:
    forums = list(FORUMS)
    for n in range(40):
        year = FIRST + n * (LAST - FIRST + 1) // 40
        theme = (n * 3) % len(THEMES)
        word, word_vi = THEMES[theme][:2]
        forum = rng.choice(forums)
        gone = ("benches",) * (year > 2018) + ("labels",) * (year > 2020) + ("dep_14",) * (n > 32)
        host = rng.choice([
            body for body in ("ministry", "ministry", "labels", "benches", "dep_sg", "dep_68",
                              "dep_14", "assembly") if body not in gone
        ])  # fmt: skip
        date: str | None = _a_date(rng, rng.choice(DATES), year)
        if n in (7, 21):
            date = None
        if n == 39:
            date = "2026-12-08"  # still ahead
        title, title_vi = FORUMS[forum]
        yield {
            "key": f"con.{n}", **_both("title", f"{title} on {word}, round {n + 1}",
                                       f"{title_vi} về {word_vi}, lần {n + 1}"),
            "date": date, "host": f"org.{host}", "bodies": ["org.un"] if n % 7 == 3 else [],
            "forum": forum, **_linked(theme),
            "invitation": rng.choice(("government", "government", "ngo", "un", "self_convened")),
            "participation_level": None if n % 11 == 5 else rng.choice(LEVELS),
            "province": rng.choice(("VN-HN", "VN-HN", "VN-SG", "VN-DN", "VN-68")),
            "attendees": rng.choice((4, 12, 25, 60, None)),
            "provinces_represented": rng.choice((15, 9, 6)) if n % 5 in (0, 4) else None,
            **_both("summary", f"We spoke about {word} and left one page.",
                    f"Chúng tôi nói về {word_vi} và để lại một trang giấy."),
            "sources": ["src.minutes"] if n % 2 else [],
            "sensitivity": {6: "network", 17: "restricted", 28: "public"}.get(n),
        }  # fmt: skip


def _delegations(rng: Random, consultations: list[Plain]) -> Any:
    speaking = [(key, province) for key, _n, _v, province in MEMBERS if key not in SILENT]
    further = ("VN-31", "VN-72", "VN-20", "VN-44", "VN-09", "VN-40")
    for n, meeting in enumerate(consultations):
        if n % 5 == 0:
            continue  # only a count is known of these, or nothing
        for m, (member, province) in enumerate(rng.sample(speaking, rng.randint(1, 5))):
            if (member == "14" and n > 24) or (member == "57" and n < 16):
                continue  # gone by then, not yet there
            # One in three names only the organisation: its own province speaks then.
            reported = None if m % 3 == 2 else province
            yield {"key": f"del.{n}.{m}", "consultation": meeting["key"],
                   "organisation": f"mem.{member}", "province": reported,
                   "people": rng.randint(1, 4), "members": f"Mẫu Thị Số {n + m}"}  # fmt: skip
        if n % 4 == 1:
            yield {"key": f"del.{n}.p", "consultation": meeting["key"],
                   "province": rng.choice(further), "people": rng.randint(1, 9)}  # fmt: skip


def _points(rng: Random, consultations: list[Plain]) -> Any:
    for n, meeting in enumerate(consultations):
        if n % 2:
            word, word_vi = THEMES[(n * 3) % len(THEMES)][:2]
            yield {"key": f"poi.{n}", "consultation": meeting["key"],
                   **_both("issue", f"Who pays for {word}", f"Ai trả tiền cho {word_vi}"),
                   **_both("response", "The question was taken along.", "Câu hỏi được ghi nhận."),
                   "raised_by": rng.choice(("us", "host", "other_body")),
                   "follow_up": rng.choice(("none", "required", "done", "unresolved"))}  # fmt: skip


def _evidence(rng: Random) -> Any:
    for n in range(30):
        theme = n % len(THEMES)
        word, word_vi = THEMES[theme][:2]
        asked, percent = rng.choice((8, 45, 120, 260, 400)), rng.randint(18, 86)
        yield {
            "key": f"evi.{n}",
            **_both("claim", f"{percent} in a hundred had to ask twice about {word}.",
                    f"Cứ một trăm người thì {percent} người phải hỏi hai lần về {word_vi}."),
            "value": percent, **_both("unit", "percent", "phần trăm"), "n": asked,
            "denominator": asked, "date": f"{2016 + n % 11}",
            **_both("method", "Survey with a paper form", "Khảo sát bằng phiếu giấy"),
            "series": [[str(year), rng.randint(15, 90)] for year in range(2016, 2026, 3)]
            if n % 3 == 0 else [],
            "supports": [f"pos.{theme}"] if n % 2 else [f"ask.{n % 25}"],
            "sources": ["src.survey"],
            "sensitivity": {5: "restricted", 12: "network"}.get(n),
        }  # fmt: skip


def _presentations(rng: Random, of: dict[str, list[Plain]]) -> Any:
    responses = ("favourable", "pledged_better_laws", "pledged_assistance", "denied",
                 "requested_information", "token", "none", None)  # fmt: skip
    put = [a for a in of["ask"] if a["status"] not in ("draft", "adopted")]
    held = of["consultation"][:39]
    for n in range(60):
        yield {"key": f"pre.{n}", "ask": put[n % len(put)]["key"],
               "consultation": held[(n * 7) % len(held)]["key"],
               "how": rng.choice(("oral", "written", "both")),
               "response": rng.choice(responses),
               "response_words": "We shall look at it." if n % 3 == 0 else None}  # fmt: skip


def _commitments(rng: Random, of: dict[str, list[Plain]]) -> Any:
    dues = (
        "2019",
        "2022-06-30",
        "2026~",
        "2027",
        "2025-12",
        "2024/2025",
        "2026-11?",
        None,
        "/2023",
    )
    statuses = ("stated", "in_progress", "partly_met", "met", "not_met", "withdrawn", "overtaken")
    for n in range(25):
        meeting = of["consultation"][(n * 3) % 39]
        put = [p for p in of["presentation"] if p["consultation"] == meeting["key"]]
        word, word_vi = THEMES[n % len(THEMES)][:2]
        yield {
            "key": f"com.{n}",
            **_both("words", f"The rules on {word} will be looked at again, number {n + 1}.",
                    f"Quy định về {word_vi} sẽ được xem lại, số {n + 1}."),
            "body": meeting["host"], "consultation": meeting["key"],
            "ask": put[0]["ask"] if put and n % 2 else None,
            "post": "Director" if n % 3 else None, "official": f"off.{n % 10}" if n % 4 else None,
            "basis": rng.choice(("minuted", "written", "public", "recollected")),
            "deliverable": f"A new rule on {word}" if n % 2 else None,
            "target": "in every province" if n % 5 == 0 else None,
            "due": dues[n % len(dues)], "status": statuses[n % len(statuses)],
            "sensitivity": "restricted" if n == 11 else None,
        }  # fmt: skip


def _progress(rng: Random, commitments: list[Plain]) -> Any:
    levels = ("no_evidence", "not_started", "limited", "substantial", "complete")
    for n, promise in enumerate(commitments):
        year = 2018 + n % 5
        for m in range(1 + n % 4):
            claimed = rng.randint(1, 4)
            on = rng.choice(("{y}-{m:02}-{d:02}", "{y}-{m:02}", "{y}", "{y}~"))
            yield {"key": f"pro.{n}.{m}", "commitment": promise["key"],
                   "on": _a_date(rng, on, year + m), "claimed": levels[claimed],
                   "verified": levels[rng.randint(0, claimed)] if m % 2 == 0 else None,
                   **_both("note", f"Report {m + 1}: two drafts were shown.",
                           f"Báo cáo {m + 1}: đã cho xem hai dự thảo."),
                   "evidence": [f"evi.{(n + m) % 30}"] if m % 2 == 0 else []}  # fmt: skip


def _challenges() -> Any:
    for n, (word, word_vi, _title, _title_vi) in enumerate(THEMES[:5]):
        yield {"key": f"cha.{n}", "position": f"pos.{n}",
               **_both("question", f"Do more {word} not cost more?",
                       f"Nhiều {word_vi} hơn chẳng phải tốn kém hơn sao?"),
               **_both("answer", "Less than answering the same question twice.",
                       "Ít hơn là phải trả lời hai lần cùng một câu hỏi."),
               "evidence": [f"evi.{n}"]}  # fmt: skip


def _outcomes(rng: Random) -> Any:
    dates = ("2018-05", "2019", "2021-06-01", "2022~", "2023-01/2023-06", "2024?", "2025/..",
             None, "2026-02", "/2020")  # fmt: skip
    for n, date in enumerate(dates):
        theme = n % len(THEMES)
        word, word_vi = THEMES[theme][:2]
        change, change_vi = CHANGES[n % len(CHANGES)]
        yield {
            "key": f"out.{n}", **_both("change", change.format(word), change_vi.format(word_vi)),
            "changed_by": "org.ministry", "date": date,
            "kind": rng.choice(("behaviour", "relationship", "action", "policy", "practice")),
            **_both("significance", "It is the first rule that those concerned helped to write.",
                    "Đây là quy định đầu tiên có người trong cuộc cùng soạn."),
            **_both("contribution", f"We put the ask on {word} at three meetings and brought a "
                    "draft.", f"Chúng tôi nêu kiến nghị về {word_vi} tại ba buổi họp và mang theo "
                    "dự thảo."),
            "substantiated_by": "Chứng Thị Kiểm" if n % 3 == 0 else None,
            "campaign": _linked(theme).get("campaign"),
            "sensitivity": {4: "network", 8: "restricted"}.get(n),
        }  # fmt: skip


def _assessments(rng: Random, of: dict[str, list[Plain]]) -> Any:
    about = ["org.ministry", "org.assembly", "org.dep_sg", "org.labels",
             *(o["key"] for o in of["official"][:4])]  # fmt: skip
    degrees = ("low", "medium", "high", "unknown")
    for n, one in enumerate(about):
        for year in range(2017, 2027, 2 + n % 3):
            yield {"key": f"ass.{n}.{year}", "about": one, "date": f"{year}-0{1 + n}",
                   "alignment": rng.choice(degrees), "interest": rng.choice(degrees),
                   "influence": rng.choice(degrees),
                   "stance": rng.choice(("supporter", "neutral", "sceptic", "champion")),
                   "basis": "How they spoke about lamps in the corridor, and to whom they turned "
                   "then."}  # fmt: skip


def _testimonies(rng: Random) -> Any:
    for n in range(60):
        story, story_vi = STORIES[n % len(STORIES)]
        count = 2 + n // len(STORIES)
        theme = n % len(THEMES)
        provinces = ("VN-HN", "VN-SG", "VN-68", "VN-14", "VN-DN")
        yield {
            "key": f"tes.{n}", "contributor": f"TD-{n // 2:03}",
            "words": (story if n % 3 == 0 else story_vi).format(n=count),
            "language": "en" if n % 3 == 0 else "vi",
            "translation": (story_vi if n % 3 == 0 else story).format(n=count) if n % 2 else None,
            "rendering": "verbatim" if n % 4 else "paraphrase", "source_connection": "self",
            "province": rng.choice(provinces),
            "age_band": "under_18" if n == 33 else rng.choice(("18_to_24", "25_to_34", "35_to_49")),
            "role": rng.choice(("peer_educator", "family_member", "organisation_staff")),
            "checked_by": None if n % 13 == 7 else "Rà Thị Soát", "collected_by": "Ghi Văn Chép",
            "checked_on": None if n % 13 == 7 else "2026-01-15",
            "supports": [f"pos.{theme}"] if n % 2 else [f"evi.{n % 30}"], **_linked(theme),
        }  # fmt: skip


def _consents(rng: Random, testimonies: list[Plain]) -> Any:
    reach = (
        ["internal"], ["internal", "network"], ["internal", "network", "donor"], ["public"],
        ["internal", "government_meeting", "government_retained_copy"],
    )  # fmt: skip
    for n, testimony in enumerate(testimonies):
        if n % 9 == 8:
            continue  # nobody asked yet
        yield {
            "key": f"nod.{n}", "testimony": testimony["key"], "method": "oral_witnessed",
            "identity": rng.choice(("anonymous", "role_only", "aggregate_only", "anonymous")),
            "audiences": reach[n % len(reach)], "channels": ["print", "oral"],
            "place_detail": rng.choice(("none", "region", "province")),
            "given_on": f"2026-0{1 + n % 2}-10",
            "status": "withdrawn" if n % 17 == 16 else "active",
            "withdrawn_on": "2026-03-01" if n % 17 == 16 else None,
        }  # fmt: skip


def _briefings(consultations: list[Plain]) -> Any:
    for n in (10, 30, 39):
        meeting = consultations[n]
        yield {"key": f"bri.{n}", "title": meeting["title"], "title_vi": meeting["title_vi"],
               "consultation": meeting["key"], "audience": "government_meeting",
               "languages": ["en", "vi"]}  # fmt: skip
