# ruff: noqa: E501, FBT003  (prose, and values of the brief in their order)
"""The same fictional pack as in `briefs`, in Vietnamese: same numbers, same order."""

from dataclasses import replace

from advocacy.briefing.brief import (
    Brief,
    Cited,
    Delegate,
    Figure,
    Ground,
    OfficeLine,
    Question,
    StaffBrief,
    Table,
    Voice,
    Words,
)
from advocacy.briefing.charts import Chart, series_chart, stacked, tile_map

IN_VIETNAMESE = {
    "Line chart over time. {values}.": "Biểu đồ đường theo thời gian. {values}.",
    "Stacked bar chart. {values}.": "Biểu đồ cột chồng. {values}.",
    "Diagram of the {number} provinces and cities. {values}.": (
        "Sơ đồ {number} tỉnh, thành phố. {values}."
    ),
    "heard": "đã có tiếng nói",
    "not yet heard": "chưa có tiếng nói",
}


def vi(text: str, *, translated: bool = False, borrowed: bool = False) -> Words:
    """Return Vietnamese words."""
    return Words(text, "vi", borrowed=borrowed, translated=translated)


def in_vietnamese(pack: Brief) -> Brief:
    """Return the English pack with its Vietnamese words in their places."""
    stop, seat, written = pack.requests
    department = vi("Cục Hỗ trợ cộng đồng")
    stop = replace(
        stop,
        text=vi(
            "Chấm dứt việc bắt buộc đưa người vào cơ sở dạy nghề, và quy định rõ trong chương trình "
            "rằng việc học nghề là tự nguyện, gần nơi cư trú và có trợ cấp trong thời gian học."
        ),
        body=department,
        instrument=vi("Dự thảo Chương trình hỗ trợ cộng đồng giai đoạn 2016–2020 (giả định)"),
        article="Khoản 2 Điều 24",
        current_text=vi(
            "Người thuộc đối tượng của chương trình được đưa vào cơ sở dạy nghề từ ba tháng đến hai "
            "mươi bốn tháng theo quyết định của Ủy ban nhân dân cấp huyện."
        ),
        proposed_text=vi(
            "Người thuộc đối tượng của chương trình được tự chọn và đăng ký học nghề tại huyện nơi "
            "cư trú. Không ai bị đưa vào cơ sở dạy nghề nếu không có thỏa thuận bằng văn bản; thỏa "
            "thuận này có thể được rút lại vào bất cứ ngày nào."
        ),
        deadline="ngày 30 tháng 6 năm 2016",
    )
    seat = replace(
        seat,
        text=vi(
            "Dành cho các tổ chức cộng đồng hai vị trí có quyền biểu quyết trong Ban chỉ đạo chương "
            "trình, do các tổ chức tự cử đại diện."
        ),
        body=vi("Vụ Pháp chế, Bộ Ví dụ"),
        instrument=vi("Quyết định thành lập Ban chỉ đạo (giả định)"),
        article="Điều 5",
        proposed_text=vi("Ban chỉ đạo có hai thành viên do mạng lưới cử."),
        deadline="cùng dự thảo lần 3, trước ngày 01 tháng 9 năm 2016",
    )
    written = replace(
        written,
        text=vi(
            "Trả lời mọi góp ý bằng văn bản trong vòng ba mươi ngày và công bố nội dung trả lời."
        ),
        body=department,
        deadline="từ đợt lấy ý kiến tiếp theo",
    )
    first, second = pack.stands
    trade, course, results = pack.findings
    m1, m2 = pack.promises
    assert pack.heard_map
    return replace(
        pack,
        language="vi",
        title=vi("Học nghề theo nguyện vọng, và một chỗ ngồi tại bàn thảo luận"),
        subtitle=Words("Training by choice, and a seat at the table", "en"),
        office=OfficeLine(
            vi("Mạng lưới Hoa Sen các tổ chức cộng đồng (giả định)"),
            "Mạng lưới Hoa Sen",
            vi("Số 12 ngõ Ví dụ, quận Ba Đình, Hà Nội"),
        ),
        control=replace(
            pack.control,
            prepared_for=vi("Cục Hỗ trợ cộng đồng, Bộ Ví dụ"),
            meeting=vi("Hội thảo lấy ý kiến về dự thảo lần 2 của Chương trình"),
            meeting_on="ngày 15 tháng 3 năm 2016",
            place="Phòng họp số 3, số 1 phố Ví dụ, Hà Nội",
            data_as_of="ngày 01 tháng 3 năm 2016",
        ),
        lead=vi(
            "Dự thảo lần 2 vẫn giữ quy định bắt buộc đưa người vào cơ sở dạy nghề, dù cứ năm người "
            "trở về thì có bốn người cho biết nghề đã học không nuôi sống được họ. Chúng tôi kiến nghị "
            "ba điểm ít tốn kém, có thể đưa vào văn bản ngay trong quý này, để chương trình đến được "
            "với những người mà chương trình hướng tới."
        ),
        meeting_asks="Dự thảo Chương trình hỗ trợ cộng đồng giai đoạn 2016–2020",
        figures=(
            Figure("81%", "trong 212 người trở về không sử dụng nghề đã học"),
            Figure("28", "tổ chức cộng đồng tại 17 tỉnh, thành phố đã được hỏi ý kiến"),
            Figure("6", "buổi tham vấn từ năm 2013, hai buổi có kết quả bằng văn bản"),
            Figure("3", "kiến nghị, đều nằm trong các điều khoản của dự thảo"),
        ),
        stands=(
            replace(
                first,
                title=vi("Học nghề có ích khi được tự chọn"),
                statement=vi(
                    "Mạng lưới ủng hộ mục tiêu của chương trình là giúp mọi người có thể kiếm sống "
                    "bằng cách khác nếu họ mong muốn. Mạng lưới không ủng hộ việc đưa người vào cơ "
                    "sở trái ý muốn, vì tại các tỉnh đã khảo sát, cách làm này chưa đạt mục tiêu đó."
                ),
                rationale=vi(
                    "Người tự chọn lớp học gần nhà hoàn thành khóa học nhiều hơn gấp đôi so với "
                    "người bị đưa vào cơ sở. Chi phí cho một suất trong cơ sở đủ cho bốn suất học "
                    "buổi tối."
                ),
                adopted="ngày 12 tháng 12 năm 2015",
                requests=(stop,),
            ),
            replace(
                second,
                title=vi("Người trong cuộc tham gia quyết định"),
                statement=vi(
                    "Chương trình được xây dựng cùng với những người liên quan thì dễ thực hiện hơn. "
                    "Mạng lưới đã dự sáu buổi tham vấn và sẵn sàng tham gia Ban chỉ đạo."
                ),
                adopted="ngày 12 tháng 12 năm 2015",
                requests=(seat, written),
            ),
        ),
        findings=(
            replace(
                trade,
                claim=vi("Phần lớn người trở về không sử dụng nghề đã học tại cơ sở."),
                value="81%",
                base="n = 172 trong 212 người được phỏng vấn",
                date="tháng 10 – tháng 12 năm 2015",
                place="9 tỉnh, thành phố",
                population=vi("Người từ đủ 18 tuổi rời cơ sở dạy nghề từ năm 2012 đến năm 2015"),
                method=vi("Phỏng vấn theo bảng hỏi, do đồng đẳng viên đã tập huấn thực hiện"),
                question=vi("Anh/chị đã có tháng nào kiếm được tiền bằng nghề đã học chưa?"),
                caveat=vi(
                    "Không phải mẫu ngẫu nhiên: thiếu những người không liên hệ với nhóm nào."
                ),
                chart=Chart(
                    title="Lý do không sử dụng nghề đã học",
                    unit="%",
                    bars=(
                        ("Không có xưởng hoặc nơi tuyển dụng tại huyện nhà", 38.0),
                        ("Tiền công thấp hơn mức sống", 27.0),
                        ("Thương tật hoặc bệnh do lao động trong cơ sở", 17.5),
                        ("Bị từ chối vì chứng chỉ của cơ sở", 12.0),
                        ("Khác", 5.5),
                    ),
                    note="n = 172; mỗi người một câu trả lời; tháng 10 – tháng 12 năm 2015",
                    alternative=(
                        "Biểu đồ cột. Không có nơi tuyển dụng 38%, tiền công thấp 27%, thương tật "
                        "hoặc bệnh 17,5%, bị từ chối 12%, khác 5,5%."
                    ),
                ),
            ),
            replace(
                course,
                claim=vi("Người tự chọn lớp buổi tối gần nhà hoàn thành khóa học cao gấp đôi."),
                value="64%",
                base="n = 58 trong 91 người ghi danh, so với 29% ở nhóm bị đưa vào",
                date="năm 2015",
                method=vi("Danh sách điểm danh của hai cơ sở đào tạo"),
                chart=series_chart(
                    [("2012", 38.0), ("2013", 47.0), ("2014", 58.5), ("2015", 64.0)],
                    "%",
                    title="Tỷ lệ hoàn thành lớp buổi tối tự chọn",
                    note="Tất cả người ghi danh; danh sách điểm danh của hai cơ sở đào tạo",
                    language="vi",
                    gettext=IN_VIETNAMESE.__getitem__,
                ),
            ),
            replace(
                results,
                claim=vi("Hai trong sáu buổi tham vấn từ năm 2013 có kết quả bằng văn bản."),
                value="2/6",
                base="toàn bộ các buổi tham vấn đã ghi nhận",
                chart=stacked(
                    [("2013", (0, 1, 0)), ("2014", (0, 1, 1)), ("2015", (2, 0, 1))],
                    ("có kết quả bằng văn bản", "chỉ trả lời miệng", "không trả lời"),
                    "buổi tham vấn",
                    title="Kết quả của sáu buổi tham vấn",
                    note="Toàn bộ các buổi tham vấn đã ghi nhận",
                    language="vi",
                    gettext=IN_VIETNAMESE.__getitem__,
                ),
            ),
        ),
        voices=(
            Voice(
                "V1",
                vi("Họ dạy tôi đan lưới. Ở huyện tôi chẳng ai mua lưới."),
                "Một người trở về từ cơ sở",
                False,
                (),
            ),
            Voice(
                "V2",
                vi(
                    "Tôi đăng ký lớp buổi tối vì có dì trông cháu giúp. Lớp cách nhà bốn con phố. Tôi "
                    "học hết khóa, và từ tháng thứ hai đã có khách.\n\nKhông ai bắt tôi đi. Đó là điều "
                    "khác biệt mà tôi muốn họ ghi lại."
                ),
                "Một phụ nữ ở miền Bắc",
                False,
                (),
            ),
            Voice(
                "V3",
                vi(
                    "Chị cho biết đã phát biểu tại ba hội thảo, lần nào cũng được cảm ơn, nhưng chưa "
                    "bao giờ biết ý kiến của mình được ghi lại thế nào."
                ),
                "Một đồng đẳng viên",
                True,
                (4,),
            ),
        ),
        told_by=(
            Table("Số người kể", (("tổng số", "62"),)),
            Table(
                "Theo vai trò",
                (("người bán dâm", "31"), ("người từng bán dâm", "18"), ("khác", "13")),
            ),
            Table("Theo độ tuổi", (("từ 25 đến 34", "27"), ("từ 35 đến 49", "22"), ("khác", "13"))),
        ),
        promises=(
            replace(
                m1,
                words=vi("Chúng tôi sẽ gửi mạng lưới dự thảo lần 3 trước khi trình ủy ban."),
                body=department,
                post="Phó Cục trưởng",
                said="hội thảo ngày 04 tháng 11 năm 2015",
                basis="có biên bản",
                due="ngày 31 tháng 01 năm 2016",
                they_say="Chưa bắt đầu",
                we_can_show="Chưa bắt đầu",
                note=vi("Đến ngày 01 tháng 3 năm 2016 chưa nhận được dự thảo."),
            ),
            replace(
                m2,
                words=vi("Từ nay, chi phí của đại biểu các tỉnh sẽ được thanh toán."),
                body=department,
                said="công văn ngày 20 tháng 11 năm 2015",
                basis="bằng văn bản",
                they_say="Hoàn thành",
                we_can_show="Một phần nhỏ",
                note=vi("Đã thanh toán cho 6 trong 15 đại biểu; còn chín đề nghị chưa giải quyết."),
            ),
        ),
        changes=(
            replace(
                pack.changes[0],
                date="năm 2014",
                words=vi("Hai tỉnh thôi đưa vào cơ sở những người đã ghi danh một lớp học nghề."),
                contribution=vi("Chúng tôi đã mang danh sách điểm danh đến các cuộc họp."),
            ),
        ),
        meetings=(
            replace(
                pack.meetings[0],
                date="tháng 6 năm 2013",
                title=vi("Buổi làm việc đầu tiên về các cơ sở"),
                host=vi("Bộ Ví dụ"),
                form="Họp song phương; được thông tin",
                represented="4 tỉnh",
            ),
            replace(
                pack.meetings[1],
                date="khoảng tháng 9 năm 2014",
                title=vi("Hội nghị về giảm hại"),
                host=vi("Quỹ Ví dụ"),
                form="Hội nghị; được tham vấn",
                represented="11 tỉnh",
                result=vi("Đã đọc quan điểm; chưa có phản hồi."),
            ),
            replace(
                pack.meetings[2],
                date="ngày 04 tháng 11 năm 2015",
                title=vi("Hội thảo về dự thảo lần 1"),
                host=department,
                form="Hội thảo tham vấn; được tham vấn",
                represented="15 tỉnh, thành phố",
                result=vi("Đã gửi biên bản; có hai cam kết (M1, M2)."),
            ),
        ),
        heard_map=tile_map(
            {tile.code for tile in pack.heard_map.tiles if tile.level},
            "63",
            title="Các tỉnh, thành phố đã có tiếng nói trong những buổi tham vấn đã ghi nhận",
            note="Sơ đồ, không theo tỷ lệ. Mỗi ô là toàn bộ một tỉnh, thành phố, kể cả các đảo, quần đảo.",
            language="vi",
            gettext=IN_VIETNAMESE.__getitem__,
        ),
        sources=(
            Cited(
                1, "Mạng lưới Hoa Sen: Sau khi rời cơ sở. Phỏng vấn tại chín tỉnh. Hà Nội, 2016."
            ),
            Cited(2, "Danh sách điểm danh của hai cơ sở đào tạo, Hải Phòng và Cần Thơ, 2015."),
            Cited(3, "Biên bản và công văn do mạng lưới lưu giữ, 2013–2016."),
            Cited(4, "Phỏng vấn, 2015; mạng lưới lưu giữ."),
        ),
    )


def staff_in_vietnamese(paper: StaffBrief, pack: Brief) -> StaffBrief:
    """Return the English staff paper in Vietnamese; `pack` is the Vietnamese handout."""
    return replace(
        paper,
        language="vi",
        title=pack.title,
        office=pack.office,
        control=pack.control,
        when="08 giờ 30, ngày 15 tháng 3 năm 2016",
        where="Số 1 phố Ví dụ, Hà Nội",
        room="Phòng họp số 3, tầng 1",
        host=pack.control.prepared_for,
        others=("Vụ Pháp chế", "Quỹ Ví dụ", "Chương trình Ví dụ của Liên hợp quốc"),
        officials=("Phó Cục trưởng, Cục Hỗ trợ cộng đồng", "Trưởng phòng, Vụ Pháp chế"),
        delegates=(
            Delegate("Nhóm Bình Minh, Hải Phòng", "2 người"),
            Delegate("Nhóm Dòng Sông, Cần Thơ", "2 người"),
            Delegate("Ban thư ký", "1 người"),
        ),
        speakers="Nhóm Bình Minh mở đầu; Ban thư ký nêu kiến nghị; Nhóm Dòng Sông đọc V4.",
        talking_points=vi(
            "Cảm ơn về dự thảo lần 2: Điều 12 đúng từng chữ theo góp ý của chúng ta.\n"
            "Chúng ta cùng chung mục tiêu. Chúng ta hỏi về cách làm: bắt buộc không hiệu quả.\n"
            "81% không sử dụng nghề đã học. Nêu con số rồi dừng lại.\n"
            "Đề nghị chốt ngày có dự thảo lần 3 trước giờ giải lao."
        ),
        requests=pack.requests,
        promises=pack.promises,
        questions=(
            Question(
                vi("Nếu không bắt buộc thì ai sẽ đi học?"),
                vi(
                    "Ở Hải Phòng và Cần Thơ, các lớp buổi tối đều kín chỗ, 64% học hết khóa. Người ta "
                    "đến khi lớp gần nhà và khi họ có quyền dừng."
                ),
                (Ground("E2", vi("Người tự chọn khóa học thì học hết khóa."), "64 % · năm 2015"),),
            ),
            Question(
                vi("Các anh chị đại diện cho ai?"),
                vi("Cho 28 tổ chức tại 17 tỉnh, thành phố; tài liệu nêu rõ những nơi còn thiếu."),
                (),
            ),
            Question(vi("Một lớp buổi tối tốn của tỉnh bao nhiêu?"), None, ()),
        ),
        not_to_say=vi(
            "Tên người, tên nhóm, tên phố chưa được phép nêu.\n"
            "Việc trao đổi với Quỹ Ví dụ về kinh phí năm sau.\n"
            "Không so sánh với các bộ khác."
        ),
        read_aloud=(
            Voice(
                "V4",
                vi(
                    "Tôi ngất hai lần bên máy. Lần thứ hai họ chuyển tôi xuống bếp và ghi là tôi đã "
                    "học may xong."
                ),
                "Không nêu tên",
                False,
                (),
            ),
        ),
        to_settle=(
            "Chưa có bản tiếng Việt của lý do cho quan điểm thứ hai.",
            "Chưa xác nhận phòng.",
        ),
    )
