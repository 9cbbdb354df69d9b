# ruff: noqa: E501, FBT003  (prose, and values of the brief in their order)
"""Rich, openly fictional packs in both languages, for the tests of the paper.

Nothing here is from the interview: the Lotus Network, its bodies and figures are made up.
"""

from dataclasses import replace
from typing import Any

from advocacy.briefing.brief import (
    Brief,
    Change,
    Cited,
    Control,
    Delegate,
    Figure,
    Finding,
    Ground,
    Language,
    Meeting,
    OfficeLine,
    Promise,
    Question,
    Request,
    StaffBrief,
    Stand,
    Table,
    Voice,
    Words,
)
from advocacy.briefing.charts import Chart, series_chart, stacked, tile_map
from records.places import provinces
from tests.advocacy.briefs_vi import in_vietnamese, staff_in_vietnamese

PROVINCES = (
    "Bắc Kạn", "Bến Tre", "Cao Bằng", "Đắk Nông", "Điện Biên", "Gia Lai", "Hà Giang", "Hậu Giang",
    "Kon Tum", "Lai Châu", "Lạng Sơn", "Ninh Thuận", "Phú Yên", "Quảng Trị", "Sơn La", "Trà Vinh",
)  # fmt: skip
HEARD = {code for code, unit in provinces().items() if unit.name not in PROVINCES}


def handout(language: Language = "en", **changes: Any) -> Brief:
    """Return a full handout, with the changes given."""
    pack = _handout_en()
    return replace(in_vietnamese(pack) if language == "vi" else pack, **changes)


def staff_paper(language: Language = "en", **changes: Any) -> StaffBrief:
    """Return a full staff paper, with the changes given."""
    paper = _staff_en()
    if language == "vi":
        paper = staff_in_vietnamese(paper, handout("vi"))
    return replace(paper, **changes)


def en(text: str, *, translated: bool = False) -> Words:
    """Return English words."""
    return Words(text, "en", translated=translated)


def _control_en() -> Control:
    return Control(
        prepared_for=en("Department of Community Support, Ministry of Examples"),
        meeting=en("Consultation workshop on the second draft of the programme"),
        meeting_on="15 March 2016",
        place="Meeting room 3, 1 Example Street, Hà Nội",
        reference="LN-2016-K7Q",
        data_as_of="1 March 2016",
        version="2",
        copies=0,
        mark="",
    )


def _handout_en() -> Brief:
    stop = Request(
        number="A1",
        text=en(
            "End compulsory placement in vocational centres, and write into the programme that "
            "training is taken up by choice, close to home, and paid while it lasts."
        ),
        body=en("Department of Community Support"),
        instrument=en("Draft programme on community support 2016–2020 (fictional)"),
        article="Article 24, paragraph 2",
        current_text=en(
            "Persons under this programme are sent to a vocational centre for a period of three "
            "to twenty-four months, according to the decision of the district committee."
        ),
        proposed_text=en(
            "Persons under this programme may enrol in vocational training of their own choice in "
            "the district where they live. Nobody is placed in a centre without written agreement, "
            "which can be withdrawn on any day."
        ),
        deadline="30 June 2016",
        evidence=("E1", "E2"),
        voices=("V1", "V2"),
        sources=(1, 2),
    )
    seat = Request(
        number="A2",
        text=en(
            "Give community organisations two seats with a vote in the steering committee of the "
            "programme, filled by their own choice of delegate."
        ),
        body=en("Ministry of Examples, Legal Affairs Department"),
        instrument=en("Decision on the steering committee (fictional)"),
        article="Article 5",
        current_text=None,
        proposed_text=en("The steering committee has two members chosen by the network."),
        deadline="with the third draft, before 1 September 2016",
        evidence=("E3",),
        voices=("V3",),
        sources=(3,),
    )
    written = Request(
        number="A3",
        text=en("Answer every written comment within thirty days, and publish the answers."),
        body=en("Department of Community Support"),
        instrument=None,
        article="",
        current_text=None,
        proposed_text=None,
        deadline="from the next round of comments",
        evidence=("E3",),
        voices=(),
        sources=(),
    )
    return Brief(
        language="en",
        title=en("Training by choice, and a seat at the table"),
        subtitle=Words("Học nghề theo nguyện vọng, và một chỗ ngồi tại bàn thảo luận", "vi"),
        office=OfficeLine(
            en("Lotus Network of Community Organisations (fictional)"),
            "Lotus Network",
            en("12 Fictional Lane, Ba Đình, Hà Nội"),
        ),
        control=_control_en(),
        draft=True,
        sections=(
            "summary",
            "asks",
            "evidence",
            "voices",
            "commitments",
            "history",
            "representation",
            "sources",
        ),
        lead=en(
            "The second draft keeps compulsory placement in vocational centres, although four in "
            "five of the people who returned from one say that the trade they were taught has not "
            "earned them a living. We ask for three decisions that cost little, can be written into "
            "the text this spring, and let the programme reach the people it is for."
        ),
        meeting_asks="Draft programme on community support 2016–2020",
        figures=(
            Figure("81 %", "of 212 people who returned do not use the trade they were taught"),
            Figure("28", "community organisations in 17 provinces and cities were consulted"),
            Figure("6", "consultations since 2013, two of them with a written result"),
            Figure("3", "decisions asked for, all of them in the draft's own articles"),
        ),
        stands=(
            Stand(
                title=en("Training helps when it is chosen"),
                statement=en(
                    "The network supports the programme's aim that people can earn a living in "
                    "other ways if they wish to. It does not support placement against their will, "
                    "which has not reached that aim in any province where we have asked."
                ),
                rationale=en(
                    "People who chose a course near home finished it more than twice as often as "
                    "people who were placed. The cost of one place in a centre pays for four places "
                    "in an evening course."
                ),
                adopted="12 December 2015",
                requests=(stop,),
            ),
            Stand(
                title=en("Those concerned take part in the decision"),
                statement=en(
                    "A programme that is written with the people it concerns is easier to carry "
                    "out. The network has taken part in six consultations and is ready to take "
                    "part in the steering committee."
                ),
                rationale=None,
                adopted="12 December 2015",
                requests=(seat, written),
            ),
        ),
        findings=(
            Finding(
                number="E1",
                claim=en(
                    "Most people who returned from a centre do not use the trade taught there."
                ),
                value="81 %",
                base="n = 172 of 212 people interviewed",
                date="October – December 2015",
                place="9 provinces and cities",
                population=en("Adults who left a vocational centre between 2012 and 2015"),
                method=en("Structured interviews by trained peers; snowball sample"),
                question=en("Have you earned money with the trade you were taught, in any month?"),
                caveat=en("Not a random sample: people without contact to a group are missing."),
                sources=(1,),
                chart=Chart(
                    title="Why the trade is not used",
                    unit="%",
                    bars=(
                        ("No such workshop or employer in the home district", 38.0),
                        ("Wage below the cost of living", 27.0),
                        ("Injury or illness from the work in the centre", 17.5),
                        ("Turned away because of the centre's certificate", 12.0),
                        ("Other", 5.5),
                    ),
                    note="n = 172; one answer each; October – December 2015",
                    alternative=(
                        "Bar chart. No employer in the home district 38 %, wage too low 27 %, "
                        "injury or illness 17.5 %, turned away 12 %, other 5.5 %."
                    ),
                ),
            ),
            Finding(
                number="E2",
                claim=en(
                    "People who chose an evening course near home finished it twice as often."
                ),
                value="64 %",
                base="n = 58 of 91 enrolled, against 29 % of those placed",
                date="2015",
                place="Hải Phòng, Cần Thơ",
                population=None,
                method=en("Attendance lists of two training providers"),
                question=None,
                caveat=None,
                sources=(2,),
                chart=series_chart(
                    [("2012", 38.0), ("2013", 47.0), ("2014", 58.5), ("2015", 64.0)],
                    "%",
                    title="Those who finished the evening course they had chosen",
                    note="All who enrolled; attendance lists of two providers",
                    language="en",
                    gettext=str,
                ),
            ),
            Finding(
                number="E3",
                claim=en("Two of six consultations since 2013 had a written result."),
                value="2 of 6",
                base="all consultations on record",
                date="2013 – 2016",
                place="",
                population=None,
                method=None,
                question=None,
                caveat=None,
                sources=(3,),
                chart=stacked(
                    [("2013", (0, 1, 0)), ("2014", (0, 1, 1)), ("2015", (2, 0, 1))],
                    ("written result", "spoken answer only", "no answer"),
                    "consultations",
                    title="What came of six consultations",
                    note="All consultations on record",
                    language="en",
                    gettext=str,
                ),
            ),
        ),
        voices=(
            Voice(
                number="V1",
                words=en("They taught me to sew nets. In my district nobody buys nets."),
                byline="A person who returned from a centre",
                paraphrase=False,
                sources=(),
            ),
            Voice(
                number="V2",
                words=en(
                    "I signed up for the evening course because my aunt could look after the child. "
                    "It was four streets away. I finished it, and I have had customers since the "
                    "second month.\n\nNobody had sent me. That is the difference I want them to "
                    "write down.",
                    translated=True,
                ),
                byline="A woman from the north",
                paraphrase=False,
                sources=(),
            ),
            Voice(
                number="V3",
                words=en(
                    "She told us that she had spoken at three workshops, that she was thanked each "
                    "time, and that she never learned what had been written down."
                ),
                byline="A peer educator",
                paraphrase=True,
                sources=(4,),
            ),
        ),
        told_by=(
            Table("People who told us", (("in all", "62"),)),
            Table("By role", (("sex worker", "31"), ("former sex worker", "18"), ("other", "13"))),
            Table("By age", (("25 to 34", "27"), ("35 to 49", "22"), ("other", "13"))),
        ),
        promises=(
            Promise(
                number="M1",
                words=en(
                    "We will send the network the third draft before it goes to the committee."
                ),
                body=en("Department of Community Support"),
                post="Deputy Director",
                said="workshop of 4 November 2015",
                basis="minuted",
                due="31 January 2016",
                they_say="Not started",
                we_can_show="Not started",
                note=en("No draft had reached us by 1 March 2016."),
            ),
            Promise(
                number="M2",
                words=en("Expenses of delegates from the provinces will be paid from now on."),
                body=en("Department of Community Support"),
                post="",
                said="letter of 20 November 2015",
                basis="written",
                due="",
                they_say="Complete",
                we_can_show="Limited",
                note=en("Paid for 6 of 15 delegates; nine claims are open."),
            ),
        ),
        changes=(
            Change(
                "2014",
                en("Two provinces ended placement in centres for people who enrol in a course."),
                en("We brought the attendance lists of both providers to the meetings."),
                (2,),
            ),
        ),
        meetings=(
            Meeting(
                "June 2013",
                en("First meeting on centres"),
                en("Ministry of Examples"),
                "Hà Nội",
                "Bilateral meeting; informed",
                "4 provinces",
                None,
            ),
            Meeting(
                "about September 2014",
                en("Conference on harm reduction"),
                en("Example Foundation"),
                "Đà Nẵng",
                "Conference; consulted",
                "11 provinces",
                en("The position was read out; no reply."),
            ),
            Meeting(
                "4 November 2015",
                en("Workshop on the first draft"),
                en("Department of Community Support"),
                "Hà Nội",
                "Consultation workshop; consulted",
                "15 provinces",
                en("Minutes sent; two promises (M1, M2)."),
            ),
        ),
        heard_map=tile_map(
            HEARD,
            "63",
            title="Provinces and cities heard in the consultations on record",
            note="A diagram, not to scale. Each tile stands for a whole province or city, with its islands.",
            language="en",
            gettext=str,
        ),
        never_heard=PROVINCES,
        sources=(
            Cited(
                1, "Lotus Network: After the centre. Interviews in nine provinces. Hà Nội, 2016."
            ),
            Cited(2, "Attendance lists of two training providers, Hải Phòng and Cần Thơ, 2015."),
            Cited(3, "Minutes and letters held by the network, 2013–2016."),
            Cited(4, "Interview, 2015; held by the network."),
        ),
    )


def _staff_en() -> StaffBrief:
    pack = _handout_en()
    return StaffBrief(
        language="en",
        title=pack.title,
        office=pack.office,
        control=pack.control,
        draft=True,
        when="15 March 2016, 08:30",
        where="1 Example Street, Hà Nội",
        room="Meeting room 3, ground floor",
        host=en("Department of Community Support, Ministry of Examples"),
        others=("Legal Affairs Department", "Example Foundation", "UN Example Programme"),
        officials=(
            "Deputy Director, Department of Community Support",
            "Head of Division, Legal Affairs Department",
        ),
        delegates=(
            Delegate("Sunrise Group, Hải Phòng", "2 people"),
            Delegate("River Group, Cần Thơ", "2 people"),
            Delegate("Secretariat", "1 person"),
        ),
        speakers="Sunrise Group opens; the secretariat puts the asks; River Group reads V4 aloud.",
        talking_points=en(
            "Thank them for the second draft: Article 12 is ours, word for word.\n"
            "We share the aim. We ask about the way: placement has not worked.\n"
            "81 % do not use the trade. Let the number stand, then stop talking.\n"
            "Ask for a date for the third draft before the break."
        ),
        requests=pack.requests,
        promises=pack.promises,
        questions=(
            Question(
                en("If nobody is placed, who will come to the training?"),
                en(
                    "In Hải Phòng and Cần Thơ the evening courses were full, with 64 % finishing. "
                    "People come when it is near and when they can stop."
                ),
                (Ground("E2", en("Who chose a course finished it."), "64 % · 2015"),),
            ),
            Question(
                en("Whom do you speak for?"),
                en("For 28 organisations in 17 provinces and cities; the handout names the rest."),
                (),
            ),
            Question(en("What does the evening course cost the province?"), None, ()),
        ),
        not_to_say=en(
            "Names of people, groups or streets that were not cleared.\n"
            "Anything about the talks with the Example Foundation on next year's money.\n"
            "No comparison with other ministries."
        ),
        read_aloud=(
            Voice(
                "V4",
                en(
                    "I collapsed at the machine twice. The second time they moved me to the kitchen "
                    "and wrote down that I had learned to sew."
                ),
                "Without a name",
                False,
                (),
            ),
        ),
        to_settle=(
            "The rationale of the second position is missing in Vietnamese.",
            "Nobody has confirmed the room.",
        ),
    )
