"""What must not leave is found in real PDFs; what merely resembles it is not.

Everybody in these papers is made up.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pytest

from advocacy.briefing.disclosure.addresses import entries
from advocacy.briefing.disclosure.findings import (
    NOTHING,
    Address,
    Allowed,
    Code,
    Contact,
    Disclosed,
    Forbidden,
    Hit,
    Name,
    Note,
    Prose,
)
from advocacy.briefing.disclosure.paper_text import Paper, text_of
from advocacy.briefing.disclosure.person_names import names_in
from advocacy.briefing.disclosure.search import search
from records.errors import ExitCode

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
DOT = (  # a picture of one point
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADh"
    "gGAWjR9awAAAABJRU5ErkJggg=="
)
STYLE = """
@page { size: A4; margin: 25mm; @top-center { content: "Đầu trang" }
        @bottom-center { content: "Cuối trang" } @bottom-right { content: counter(page) } }
body { font-family: "Source Serif 4"; font-size: 11pt }
.narrow { width: 24mm } .auto { hyphens: auto } .justified { text-align: justify }
"""


@pytest.fixture(scope="module", autouse=True)
def _own_fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    config = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{config.parent}</cachedir></fontconfig>"
    )
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    yield
    del os.environ["FONTCONFIG_FILE"]
    if before is not None:
        os.environ["FONTCONFIG_FILE"] = before


def printed(body: str, *, title: str = "Hồ sơ", head: str = "", style: str = "") -> bytes:
    from weasyprint import HTML

    page = (
        f'<html lang="vi"><head><title>{title}</title>{head}<style>{STYLE}{style}</style></head>'
        f"<body>{body}</body></html>"
    )
    pdf: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def paper(body: str, **more: str) -> Paper:
    return text_of(printed(body, **more))


def said(*sentences: str) -> Paper:
    """A paper of which only the text matters."""
    return Paper(pages=sentences)


def person(text: str) -> Name:
    return Name(text, "T-AAAAAAAA", "identity")


def found(where: Paper, *values: Forbidden, allowed: Allowed = NOTHING) -> list[str]:
    return [hit.where for hit in search(where, values, allowed)]


# However the page breaks it up.

ON_THE_PAGE = {
    "plainly": ("<p>Theo Trần Thị Bưởi thì đúng.</p>", "Trần Thị Bưởi"),
    "in capitals": ("<p style='text-transform:uppercase'>Lê Thị Khế</p>", "Lê Thị Khế"),
    "in a narrow column": ("<p class='narrow'>Hôm ấy bà Phạm Thị Mận nói</p>", "Phạm Thị Mận"),
    "justified": (
        "<p class='justified' style='width:60mm'>Trong buổi ấy Ngô Thị Ổi đã kể rất lâu</p>",
        "Ngô Thị Ổi",
    ),
    "with a soft hyphen": (
        "<p class='narrow'>Mrs Featherston&shy;haugh&shy;wright Guinevere</p>",
        "Featherstonhaughwright Guinevere",
    ),
    "hyphenated by the engine": (
        "<p class='narrow auto' lang='en' style='width:16mm'>Persephone Characterisation</p>",
        "Persephone Characterisation",
    ),
    "letter by letter": ("<p style='letter-spacing:.3em'>Vũ Thị Quýt</p>", "Vũ Thị Quýt"),
    "decomposed": (f"<p>{normalize('NFD', 'Đặng Thị Lựu')}</p>", "Đặng Thị Lựu"),
    "without marks": ("<p>Bui Thi Dua</p>", "Bùi Thị Dừa"),
    "with marks that the record lacks": ("<p>Hồ Thị Chuối</p>", "Ho Thi Chuoi"),
    "with the tone elsewhere": ("<p>Đỗ Thị Hoà</p>", "Đỗ Thị Hòa"),
    "with the other of two confused tones": ("<p>Vỏ Mỹ</p>", "Võ Mỹ"),
    "with spaces that do not break": ("<p>Dương&nbsp;Thị&nbsp;Cam</p>", "Dương Thị Cam"),
    "with spaces of no width": ("<p>Lý\u200b\u00a0Thị\u200bVải</p>", "Lý Thị Vải"),
    "with a ligature": ("<p>Steffi Offermann, Steﬀi Oﬀerfluss</p>", "Steffi Offerfluss"),
    "with hyphens": ("<p>Mai-Thị-Xoài</p>", "Mai Thị Xoài"),
    "beside a note's number": ("<p>Đinh Thị Nho<sup>12</sup></p>", "Đinh Thị Nho"),
    "partly in bold": ("<p>Trịn<b>h Thị</b> Me</p>", "Trịnh Thị Me"),
    "in a table's head": (
        "<table><thead><tr><th>Lâm Thị Táo</th><th>n</th></tr></thead><tr><td>1</td></tr></table>",
        "Lâm Thị Táo",
    ),
    "in a table's narrow cell": (
        "<table><tr><td style='width:14mm'>Đoàn Thị Chanh</td><td>một ô khác</td></tr></table>",
        "Đoàn Thị Chanh",
    ),
    "in a drawing": (
        "<svg width='200' height='30'><title>Hình</title><text y='20'>Phan Thị Sim</text></svg>",
        "Phan Thị Sim",
    ),
    "sideways": ("<p style='transform:rotate(90deg)'>Huỳnh Thị Gấc</p>", "Huỳnh Thị Gấc"),
    "in white": ("<p style='color:white;font-size:2pt'>Tô Thị Mít</p>", "Tô Thị Mít"),
    "outside the sheet": ("<p style='position:absolute;left:-900px'>Hà Thị Na</p>", "Hà Thị Na"),
    "in a running head": ("", "Cao Thị Bòng"),
    "over two pages": (
        "<p>Hết trang thì có Tạ Thị</p><p style='break-before:page'>Hồng Xiêm nói tiếp.</p>",
        "Tạ Thị Hồng Xiêm",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def awkward(_own_fonts: None) -> Paper:
    body = "".join(fragment for fragment, _ in ON_THE_PAGE.values())
    return paper(body, style='@page { @top-left { content: "Cao Thị Bòng" } }')


@pytest.mark.parametrize("layout", ON_THE_PAGE)
def test_a_name_on_the_page_is_found(awkward: Paper, layout: str) -> None:
    pages = found(awkward, person(ON_THE_PAGE[layout][1]))
    assert pages
    assert all(page.startswith("page ") for page in pages)


def test_a_name_over_two_pages_is_placed_on_the_first_of_them(awkward: Paper) -> None:
    pages = len(awkward.pages)
    assert found(awkward, person("Tạ Thị Hồng Xiêm")) == [f"page {pages - 1}"]


@pytest.mark.parametrize("layout", ON_THE_PAGE)
def test_somebody_elses_name_is_not_found(awkward: Paper, layout: str) -> None:
    assert not found(awkward, person(ON_THE_PAGE[layout][1] + " Khác"))


# Beside the pages.


@pytest.fixture(scope="module")
def hiding(_own_fonts: None) -> Paper:
    pdf = printed(
        "<h1>Lời kể của Trần Thị Dấu</h1><svg width='9' height='9'><title>Bùi Thị Hình</title>"
        f"<rect width='9' height='9'/></svg><img src='{DOT}' alt='Ảnh bà Cao Thị Ảnh'>"
        "<p><a href='https://example.invalid/Mai-Th%E1%BB%8B-D%E1%BA%ABn'>xem</a></p>"
        "<p id='le-thi-neo'><a href='#le-thi-neo'>đây</a></p>",
        title="Hồ sơ Đỗ Thị Đề",
        head="<meta name='author' content='Ngô Thị Tác'>"
        "<meta name='keywords' content='Vũ Thị Khóa'>"
        "<meta name='description' content='Lý Thị Tả'>",
    )
    with pikepdf.open(BytesIO(pdf)) as opened:
        with opened.open_metadata() as xmp:
            xmp["xmpRights:Owner"] = ["Hồ Thị Chủ"]
        opened.attachments["Đinh Thị Kèm.txt"] = "Trong tệp có Phạm Thị Ruột.".encode()
        page = opened.pages[0]
        page.contents_add(b"/Span <</ActualText (Duong Thi Noi)>> BDC EMC")
        page.Annots.append(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[0, 0, 9, 9],
                Contents=pikepdf.String("Hỏi lại Hà Thị Ghi"),
                T=pikepdf.String("Lưu Thị Trần".encode()),
            )
        )
        opened.Root.StructTreeRoot.K[0].E = pikepdf.String("Tô Thị Rộng")
        changed = BytesIO()
        opened.save(changed)
    return text_of(changed.getvalue())


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Trần Thị Dấu", "the bookmarks"),
        ("Bùi Thị Hình", "the alternative texts"),
        ("Cao Thị Ảnh", "the alternative texts"),
        ("Tô Thị Rộng", "the alternative texts"),
        ("Dương Thị Nói", "the alternative texts"),
        ("Mai Thị Dẫn", "the links and annotations"),
        ("Hà Thị Ghi", "the links and annotations"),
        ("Lê Thị Neo", "the file's inner marks"),
        ("Lưu Thị Trần", "the file's inner marks"),
        ("Đỗ Thị Đề", "the document's properties"),
        ("Ngô Thị Tác", "the document's properties"),
        ("Vũ Thị Khóa", "the document's properties"),
        ("Lý Thị Tả", "the document's properties"),
        ("Hồ Thị Chủ", "the document's properties"),
        ("Đinh Thị Kèm", "the attached files"),
        ("Phạm Thị Ruột", "the attached files"),
    ],
)
def test_a_name_beside_the_pages_is_found(hiding: Paper, name: str, where: str) -> None:
    assert where in found(hiding, person(name))


def test_the_files_identifiers_and_checksums_are_no_words_of_anyone() -> None:
    with pikepdf.open(BytesIO(printed("<p>Hồ sơ</p>"))) as opened:
        opened.trailer.ID = pikepdf.Array([pikepdf.String("VT 03"), pikepdf.String("VT 03")])
        opened.attachments["so.txt"] = b"1"
        opened.attachments["so.txt"].get_file().obj.Params.CheckSum = pikepdf.String("VT 03")
        changed = BytesIO()
        opened.save(changed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert not found(text_of(changed.getvalue()), Code("VT-03", "T-1", "contributor"))


# Names that are also other words.


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Hoa", "Hoa nở trong vườn, hoa đẹp, và tỉnh Thanh Hóa cũng vậy."),
        ("Bình", "Chị em ở Bình Dương và Thái Bình. Bình thường thì không sao."),
        ("Hoa", "Các chị hoa mắt vì đói."),
        ("Lan", "Theo các chị. Lan man mãi không xong."),
        ("An", "We missed An opportunity; Hội An, Long An, Nghệ An."),
        ("Bình Minh", "Từ lúc bình minh. Hòa Bình, Minh Hải là hai nơi."),
        ("Hoà Bình", "Hòa bình là mong muốn chung."),
        ("Thị Hạnh", "Cục Thi hành án; thi hành luật; Thi Hành Án dân sự."),
        ("Hạnh Phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("Lê An", "A LEAN budget is lean."),
        ("Minh Anh", "Ông Min Hanh và những min hanh khác."),
        ("Lan Anh", "Chúng tôi là nanh vuốt."),
        ("peer educators", "We met two peer educators."),
        ("mai hoa nở", "Sáng mai hoa nở."),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoan và ông Nguyễn, chị Hoa."),
    ],
)
def test_words_that_only_resemble_a_name_are_not_found(name: str, sentence: str) -> None:
    assert not found(said(sentence), person(name))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Lan", "Theo chị Lan thì đúng."),
        ("Lan", "Theo Chị\nLan thì đúng."),
        ("Lan", "theo chi Lan"),
        ("Lan", "CHỊ LAN NÓI"),
        ("lan", "Theo chị “Lan” thì đúng."),
        ("Smith", "Ms. Smith said so."),
        ("Smith", "Miss\u00a0Smith said so."),
        ("Hòa", "ông Hoà kể"),
        ("Hòa", "ong Hoa ke"),
        ("Mười", "Em tên là Mười ạ."),
        ("Lan Anh", "Em tên là lan anh ạ."),
        ("Lan Anh", "Lan Anh"),
        ("Lan Anh", "cùngLan AnhVà"),
        ("Ho Chuoi", "gặp Hồ Chuối hôm qua"),
        ("lan anh", "LAN ANH"),
        ("van Examp", "theo van Examp"),
        ("Hồng Nhung", "gặp Hong Nhung hôm qua"),
        ("nguyễn thị hoa", "gặp Nguyễn Thị Hoa hôm qua"),
        ("Nguyễn Thị Hoa", "gặp nguyen thi hoa hôm qua"),
    ],
)
def test_a_short_name_is_found_where_it_is_meant(name: str, sentence: str) -> None:
    assert found(said(sentence), person(name)) == ["page 1"]


def test_a_person_called_like_a_province_is_found_outside_the_provinces_name() -> None:
    allowed = Allowed(phrases=["Thanh Hóa", "Sở Y tế Thanh Hóa", "Bình Dương"])
    province = said("Sở Y tế Thanh Hóa và chị em Bình Dương")
    assert not found(province, person("Thanh Hóa"), person("Bình"), allowed=allowed)
    assert found(said("Gặp Thanh Hoa và em Bình"), person("Thanh Hoa"), allowed=allowed)
    assert found(said("Gặp Thanh Hoa và em Bình"), person("Bình"), allowed=allowed)


def test_an_allowed_name_hides_nothing_that_reaches_beyond_it() -> None:
    allowed = Allowed(phrases=["Thanh Hóa"])
    assert found(said("Gặp Lê Thanh Hóa."), person("Lê Thanh Hóa"), allowed=allowed)


def test_a_cleared_name_may_stand_and_another_may_not() -> None:
    allowed = Allowed(phrases=["Hoa Mai"])
    both = said("“…”, Hoa Mai. “…”, Hoa Đào.")
    hits = search(both, [person("Hoa Mai"), Name("Hoa Đào", "N-1", "display_name")], allowed)
    assert hits == [Hit("name", "page 1", "N-1", "display_name")]


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Chị Lan, Trần Thị Mười và anh Bình; bà Nguyễn Thị Hoa",
         ("Lan", "Trần Thị Mười", "Bình", "Nguyễn Thị Hoa")),
        ("Ms. Lan & Mrs Smith (Hoa Mai)\nDr. Jane Doe", ("Lan", "Smith", "Hoa Mai", "Jane Doe")),
        ("lan, mười và nguyễn thị hoa", ("lan", "mười", "nguyễn thị hoa")),
        ("Đoàn gồm chị Lan and Trần Thị Mười.", ("Đoàn", "Lan", "Trần Thị Mười")),
        ("Gồm Chị Lan", ("Gồm Chị Lan", "Lan")),
        ("Gồm Trần Thị Mười", ("Gồm Trần Thị Mười", "Trần Thị Mười")),
        ("Nguyễn Hoàng Anh Thư", ("Nguyễn Hoàng Anh Thư",)),
        ("Chu Văn An", ("Chu Văn An",)),
        ("Maria de la Cruz; H'Hen Niê", ("Maria de la Cruz", "H'Hen Niê")),
        ("two peer educators from the north", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_the_names_in_a_field_about_people(field: str, names: tuple[str, ...]) -> None:
    assert names_in(field) == names


# Contacts and codes.

PHONE = "+84 912 345 678"


@pytest.mark.parametrize("noted", [PHONE, "0912345678", "Zalo: 0912.345.678 (tối)", "84912345678"])
@pytest.mark.parametrize(
    "shown",
    ["0912345678", "0912 345 678", "(+84) 91 2345 678", "0912-345-\n678", "0912.345.678",
     "0084912345678", "０９１２３４５６７８", "tel0912 34 56 78,", "0 9 1 2 3 4 5 6 7 8"],
)  # fmt: skip
def test_a_telephone_number_is_found_in_any_spacing(noted: str, shown: str) -> None:
    where = said(f"Xin gọi {shown} sau 5 giờ")
    assert found(where, Contact(noted, "T-1", "identity")) == ["page 1"]


def test_other_numbers_are_not_a_telephone_number() -> None:
    contacts = [Contact(n, "T-1", "identity") for n in (PHONE, "3456789", "113", "20150105")]
    figures = "0912345679; 912 345 khác 678; 1234567890; 13 456 7891; 113 người; 2015 01 051"
    assert not found(said(figures), *contacts)


def test_two_numbers_in_one_note_are_both_found() -> None:
    both = Contact("0912345678 - 0987654321, hoa.mai@example.org", "T-1", "identity")
    for shown in ("0912 345 678", "0987 654 321", "HOA.MAI@example.\norg"):
        assert found(said(shown), both) == ["page 1"]


def test_the_offices_own_number_may_stand() -> None:
    own = Allowed(phrases=["ĐT: 0912 345 678"])
    assert not found(said("ĐT: 0912 345 678"), Contact(PHONE, "T-1", "identity"), allowed=own)


@pytest.mark.parametrize(
    ("noted", "shown"),
    [
        ("hoa.mai@example.org", "write to hoa.mai@exam\u00adple.org now"),
        ("mail:hoa.mai@example.org", "hoa.mai@example.org"),
        ("hoa_mai88", "Zalo hoa_mai88."),
        ("facebook.example/hoa.mai.7", "https://facebook.example/hoa.mai.7"),
    ],
)
def test_an_address_is_found(noted: str, shown: str) -> None:
    assert found(said(shown), Contact(noted, "T-1", "identity")) == ["page 1"]


CONTACT = "0912 345 678; Zalo lanxinh88\nđịa chỉ: số 12 ngõ 34 phố Thí Dụ, Ba Đình, Hà Nội"


def noted(text: str) -> list[Forbidden]:
    """What `forbidden_for` makes of a contact or an exact place."""
    return [Contact(text, "T-1", "x"), *(Address(one, "T-1", "x") for one in entries(text))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (CONTACT, "gặp ở số 12 ngõ 34 phố Thí Dụ."),
        (CONTACT, "gap o so 12 ngo 34 pho thi du."),
        (CONTACT, "12, ngõ 34,\nphố Thí Dụ"),
        (CONTACT, "nhắn lanxinh88 nhé"),
        (CONTACT, "nhắn Lanxinh 88 nhé"),
        ("số 12, ngõ 34, phố Thí Dụ", "tại số 12 - ngõ 34"),
        ("số 12, ngõ 34, phố Thí Dụ", "tại phố Thí Dụ"),
        ("nhà số 7 Thí Dụ", "ở 7 Thí Dụ"),
        ("@lan88", "nhắn lan88"),
        ("@lan", "nhắn @lan"),
        ("lan_x", "nhắn lan_x"),
        ("nha nghi Hoa Mai", "ở nhà nghỉ Hoa Mai, gần ga"),
        ("Nhà nghỉ Hoa Mai", "o NHA NGHI HOA MAI"),
        ("nhà nghỉ hoa mai", "ở nhà nghỉ hoa mai"),
        ("Hoa Mai", "ở Hoa Mai"),
        ("bar Hoa", "o bar Hoa"),
        ("Quán Thanh Xuân", "ở quán Thanh Xuân"),
        ("tầng 3 Hà Nội", "ở tầng 3 Hà Nội"),
        ("phường Hộp, quận Đèn", "ở phường Hộp"),
    ],
)
def test_an_entry_of_a_contact_or_an_exact_place_is_found(text: str, shown: str) -> None:
    assert found(said(shown), *noted(text)) == ["page 1"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (CONTACT, "Hà Nội, quận Ba Đình, số 12, ngõ 34, lanxinh881, Zalo"),
        ("Hà Nội", "tại Hà Nội và Ha Noi"),
        ("quận 1, TP.HCM", "quận 1, TP.HCM"),
        ("Cầu Giấy, Hà Nội", "ở Cầu Giấy"),
        ("huyện Thí Dụ, tỉnh Thanh Hóa", "huyện Thí Dụ, tỉnh Thanh Hoá"),
        ("số 12, Hà Nội", "ngày 20 tháng 12, Hà Nội, số 12"),
        ("công viên", "ở công viên"),
        ("bar Hoa", "bar hoa"),
        ("phòng T3", "T3, E1, A1"),
        ("@lan", "làn sóng, Lan"),
        ("gọi sau 19h", "19h"),
    ],
)
def test_public_places_and_scraps_of_an_address_are_not_found(text: str, shown: str) -> None:
    assert not found(said(shown), *noted(text))


@pytest.mark.parametrize("shown", ["VT-03", "VT 03", "vt03", "Vt\u00a003", "VT‑\n03", "(VT_03)"])
def test_a_contributors_code_is_found_in_any_spacing(shown: str) -> None:
    assert found(said(f"Người kể {shown} nói"), Code("VT-03", "T-1", "contributor")) == ["page 1"]


def test_other_signs_are_not_a_contributors_code() -> None:
    codes = [Code(c, "T-1", "contributor") for c in ("VT-03", "CO-03", "12", "SEN", "")]
    shown = "VT-031, AVT-03, VT, 03 người, có 03 chị, 12 chị, Sen nở, mã VT (03)"
    assert not found(said(shown), *codes)


def test_the_number_of_an_ask_does_not_end_a_code() -> None:
    code = Code("MANG-A1", "T-1", "contributor")
    assert not found(said("Kiến nghị của MANG\nA1. Sửa luật"), code)
    assert found(said("Người kể MANG-\nA1"), code)
    assert found(said("Người kể MANG A1"), code)


# Stories.

STORY = (
    "Họ giữ tôi ở trung tâm hơn một năm, ngày nào cũng phải khâu sáu mươi cái màn. "
    "Chúng tôi không được ăn no và không ai được nghỉ khi ốm."
)
TESTIMONY = Prose(STORY, "T-AAAAAAAA", "words")


def test_a_story_pasted_into_a_rationale_is_found() -> None:
    body = f"<h2>Lý do</h2><p>Như một chị kể: {STORY[20:110]} nên cần sửa luật.</p>"
    assert search(paper(body), [TESTIMONY]) == [Hit("prose", "page 1", "T-AAAAAAAA", "words")]


@pytest.mark.parametrize(
    "layout",
    [
        "<p style='width:30mm;text-align:justify'>{}</p>",
        "<p style='text-transform:uppercase'>{}</p>",
        "<table><tr><td style='width:25mm'>{}</td><td>khác</td></tr></table>",
        "<ul><li>{}</li></ul>",
        "<img alt='{}' src='" + DOT + "'>",
        "<h1 style='bookmark-label:\"{}\"'>Mục</h1>",
    ],
)
def test_a_story_is_found_in_any_layout(layout: str) -> None:
    assert found(paper(layout.format(STORY)), TESTIMONY)


def test_a_story_is_found_without_marks_and_with_words_in_bold() -> None:
    plain = "ho giu toi o trung tam <b>hon</b> mot nam"
    assert found(paper(f"<p>{plain}</p>"), TESTIMONY) == ["page 1"]


def test_a_hyphenated_story_is_found() -> None:
    told = "Everybody remembered considerable uncertainty regarding international law making"
    body = f"<p lang='en' class='auto' style='width:17mm'>{told}</p>"
    printed_paper = paper(body)
    assert "considerable" not in printed_paper.pages[0]
    assert found(printed_paper, Prose(told, "T-1", "words")) == ["page 1"]


@pytest.mark.parametrize(
    "shown",
    [
        "giữ-tôi ở trung tâm hơn một năm",
        "giữ tôi ở tru\u200bng tâm hơn m\u2060ột năm",
        "giữ tôi ở trung tâm hơn một nă-\nm",
        "giữ-tôi ở tru\u2010\nng tâm hơn một năm",
        "gi\u00adữ-tôi ở trung tâm hơn một năm",
    ],
)
def test_a_story_is_found_however_hyphens_and_unseen_signs_part_it(shown: str) -> None:
    assert found(said(shown), TESTIMONY) == ["page 1"]


def test_a_hyphenated_word_of_a_story_may_be_printed_as_one() -> None:
    told = Prose("We want sex-worker-led services in each and every district", "T-1", "words")
    assert found(said("We want sexworkerled services in each and every"), told) == ["page 1"]
    assert found(said("We want sex worker led services in each"), told) == ["page 1"]


def test_the_call_of_a_note_does_not_hide_a_story() -> None:
    assert found(said("giữ tôi ở trung tâm2 hơn một năm 3"), TESTIMONY) == ["page 1"]


def test_a_story_that_turns_the_page_is_found() -> None:
    turned = said("… Họ giữ tôi ở\nĐầu trang\nCuối trang\n1", "trung tâm hơn một năm\nĐầu trang\n2")
    assert found(turned, TESTIMONY) == ["page 1"]


def test_seven_words_are_not_yet_a_story() -> None:
    assert not found(said("Họ giữ tôi ở trung tâm hơn, thế thôi."), TESTIMONY)


def test_cleared_words_may_stand_and_the_rest_of_the_story_may_not() -> None:
    allowed = Allowed(quotations=["Chúng tôi không được ăn no và không ai được nghỉ khi ốm."])
    cleared = "“Chúng tôi không được ăn no và không ai được nghỉ khi ốm.”"
    assert not found(said(cleared), TESTIMONY, allowed=allowed)
    assert found(said(f"{cleared} {STORY[:60]}"), TESTIMONY, allowed=allowed)


def test_a_long_official_name_in_a_note_may_stand() -> None:
    title = "Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch"
    note = Note(f"Xem lại {title} trước khi họp.", "P-1", "internal_note")
    where = said(f"theo {title}.")
    assert found(where, note) == ["page 1"]
    assert not found(where, note, allowed=Allowed(phrases=[title]))


def test_no_title_of_a_law_excuses_a_story() -> None:
    title = "họ giữ tôi ở trung tâm hơn một năm"
    assert found(said(f"theo {title}."), TESTIMONY, allowed=Allowed(phrases=[title]))


def test_a_story_may_name_a_public_body_at_length() -> None:
    ministry = "Bộ Thí dụ, Bàn ghế, Đèn và Hộp các loại"
    story = Prose(f"Tôi đã viết cho {ministry} hai lần.", "T-1", "words")
    allowed = Allowed(bodies=[ministry])
    assert found(said(f"Kính gửi: {ministry}"), story)
    assert not found(said(f"Kính gửi: {ministry}"), story, allowed=allowed)
    assert found(said(f"Tôi đã viết cho {ministry}"), story, allowed=allowed)


# What it says.


def test_a_hit_names_the_section() -> None:
    body = (
        "<ul><li>Tiếng nói . . . 2</li><li>Phụ lục . . . 2</li></ul>"
        "<h2 style='break-before:page'>Tiếng nói</h2><p>Trần Thị Mười kể.</p>"
        "<h2>Phụ lục</h2><p>chị Lan</p><p style='break-before:page'>Lê Thị Tám</p>"
    )
    sections = [("Tiếng nói", "voices"), ("Phụ lục", "annexes")]
    names = [person("Trần Thị Mười"), person("Lan"), person("Lê Thị Tám")]
    hits = search(paper(body), names, sections=sections)
    assert [hit.where for hit in hits] == ["page 2, voices", "page 2, annexes", "page 3, annexes"]


def test_the_section_of_a_name_that_turns_the_page_is_the_first_pages() -> None:
    pages = said("Tiếng nói\nkể bởi Trần Thị", "Mười hôm qua\nPhụ lục", "hết")
    sections = [("Tiếng nói", "voices"), ("Phụ lục", "annexes")]
    hits = search(pages, [person("Trần Thị Mười")], sections=sections)
    assert [hit.where for hit in hits] == ["page 1, voices"]


def test_a_running_head_at_a_pages_foot_begins_no_section() -> None:
    pages = said("Tiếng nói\nhai chị kể\nPhụ lục\ntệp\nTiếng nói\n1", "Trần Thị Mười")
    sections = [("Tiếng nói", "voices"), ("Phụ lục", "annexes")]
    hits = search(pages, [person("Trần Thị Mười")], sections=sections)
    assert [hit.where for hit in hits] == ["page 2, annexes"]


def test_each_place_is_named_once() -> None:
    twice = said("Trần Thị Mười, Trần Thị Mười", "Trần Thị Mười")
    assert found(twice, person("Trần Thị Mười")) == ["page 1", "page 2"]


def test_the_refusal_names_places_and_records_and_never_what_was_found() -> None:
    secrets = [person("Trần Thị Mười"), Contact(PHONE, "T-BBBBBBBB", "identity"),
               Code("VT-03", "T-CCCCCCCC", "contributor"), TESTIMONY]  # fmt: skip
    hits = search(said(f"Trần Thị Mười {PHONE} VT-03", STORY), secrets)
    refusal = Disclosed(hits, name_records=True)
    assert refusal.code is ExitCode.WITHHELD
    assert str(refusal) == (
        "the paper would show a person's name (page 1); a telephone number or address (page 1); "
        "a contributor's code (page 1); words that were not cleared (page 2)"
    )
    assert refusal.hint == (
        "leave the record out with --without REF, or print without quotations with --no-voices: "
        "T-AAAAAAAA identity, T-BBBBBBBB identity, T-CCCCCCCC contributor, T-AAAAAAAA words"
    )
    everything = f"{refusal!r} {refusal} {refusal.hint} {hits!r} {refusal.args} {refusal.found}"
    for secret in ("Mười", "912", "VT", "trung tâm"):
        assert secret not in everything


def test_where_nobody_may_see_refs_the_refusal_names_none() -> None:
    refusal = Disclosed([Hit("name", "page 1", "T-AAAAAAAA", "identity")])
    assert "T-AAAAAAAA" not in str(refusal) + refusal.hint


def test_a_long_list_of_places_is_cut() -> None:
    hits = [Hit("name", f"page {n}", f"T-{n}", "identity") for n in range(1, 100)]
    assert str(Disclosed(hits)).endswith("page 6; …)")
    assert Disclosed(hits, name_records=True).hint.endswith("T-20 identity, …")


# A paper in order.

CLEAN = """
<h1>Kiến nghị về Chương trình 2016–2020</h1>
<table><tr><th>Kính gửi</th><td>Cục Phòng Mẫu, Bộ Ví dụ</td></tr>
<tr><th>Liên hệ</th><td>Mạng lưới Thử nghiệm, 024 1234 5678, vanphong@example.org</td></tr></table>
<h2>Tóm tắt</h2><p>Hòa bình và hạnh phúc cho chị em ở Bình Dương, Thanh Hóa, Thái Bình và Hòa Bình;
trong 15 trên 21 tỉnh, năm 2015, có 03 nhóm VT và 120 chị (n = 400) trả lời 0912 lần.</p>
<h2>Tiếng nói</h2>
<blockquote>“Chúng tôi không được ăn no và không ai được nghỉ khi ốm.”</blockquote>
<p>– Hoa Mai, người lao động tình dục</p><blockquote lang="en">
“We only want to be heard like everybody else in this country.”</blockquote>
<h2>Cam kết</h2><table><thead><tr><th>Họ nói</th><th>Chúng tôi thấy</th></tr></thead>
<tr><td>Sở Y tế Thanh Hóa sẽ mở hai phòng khám.</td><td>Một phòng đã mở.</td></tr></table>
<svg width="200" height="20"><title>Số chị em trả lời theo năm</title><text y="15">2014</text></svg>
"""
VAULT = [
    *map(person, ("Trần Thị Mười", "Hoa", "Bình", "Lan", "Thanh Hóa", "Bình Minh", "Hoa Mai")),
    *map(person, ("Thị Hạnh", "Lê An", "Mai", "Hạnh Phúc", "Nguyễn Thị Hoa", "An", "Tám")),
    *(Contact(c, "T-2", "identity") for c in (PHONE, "024 8765 4321", "hoa.mai@example.org")),
    *(Code(c, "T-3", "contributor") for c in ("VT-03", "VT-12", "HN-15", "03", "A7")),
    TESTIMONY,
    Prose("Cục Phòng Mẫu không muốn bàn về 15 trên 21 tỉnh lúc này", "C-1", "internal_note"),
]
PUBLIC = Allowed(
    phrases=["Hoa Mai", "Thanh Hóa", "Bình Dương", "Thái Bình", "Hòa Bình", "Cục Phòng Mẫu"],
    quotations=["Chúng tôi không được ăn no và không ai được nghỉ khi ốm."],
)


def test_nothing_is_found_in_a_paper_in_order() -> None:
    assert search(paper(CLEAN, title="Kiến nghị"), VAULT, PUBLIC) == []


def test_every_forbidden_thing_is_found_once_it_is_put_into_that_paper() -> None:
    bad = CLEAN + f"<p>Nguyễn Thị Hoa, {PHONE}, VT 12, chị Lan. {STORY}</p>"
    kinds = {(hit.kind, hit.ref) for hit in search(paper(bad), VAULT, PUBLIC)}
    assert kinds == {("name", "T-AAAAAAAA"), ("contact", "T-2"), ("code", "T-3"),
                     ("prose", "T-AAAAAAAA")}  # fmt: skip
