"""Whatever is planted is found, wherever it stands; without it nothing is."""

from collections.abc import Callable
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from advocacy.briefing.disclosure.addresses import entries
from advocacy.briefing.disclosure.findings import (
    Address,
    Allowed,
    Code,
    Contact,
    Forbidden,
    Name,
    Note,
    Prose,
)
from advocacy.briefing.disclosure.paper_text import Paper
from advocacy.briefing.disclosure.person_names import names_in
from advocacy.briefing.disclosure.search import search
from records.vietnamese import unmarked


def _words(text: str) -> list[str]:
    return text.split()


# No word of a text is a syllable of a name, so that nothing is found by accident.
WORDS = _words(
    "chúng tôi bị bắt giữ trong trung tâm này nhiều năm không được nghỉ ngơi ăn uống đầy đủ "
    "the centre made us work all day 2008 60 and nobody asked what we wanted there"
)
SYLLABLES = _words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Vũ Võ Đặng Bùi Đỗ Thị Văn Hồng Ngọc Mười Hoa Hòa Quỳnh "
    "Nhung Tuyết Dương Phượng Khuê Xuyến Đoan Giang Yến Ưng Ích Kiều Loan"
)
SPACES = (" ", "\u00a0", "\n", "\r\n", " \n ", "  ", "\u2009", " \u200b", "-", "\u00a0\u00ad")

Parts = tuple[list[list[str]], list[tuple[str, list[str]]]]  # pages, texts beside them

texts = st.lists(st.sampled_from(WORDS), max_size=20)
names = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=5)
papers = st.tuples(
    st.lists(texts, min_size=1, max_size=3),
    st.tuples(st.just("the bookmarks"), texts).map(lambda text: [text]),
)


def paper_of(parts: Parts) -> Paper:
    pages, hidden = parts
    return Paper(
        tuple(" ".join(page) for page in pages),
        tuple((where, " ".join(text)) for where, text in hidden),
    )


def planted(data: st.DataObject, parts: Parts, what: str) -> tuple[Paper, str]:
    """The paper with `what` put somewhere, and the place where that is."""
    pages, hidden = parts
    places = [(f"page {n}", page) for n, page in enumerate(pages, start=1)] + hidden
    chosen = data.draw(st.integers(0, len(places) - 1))
    where, text = places[chosen]
    at = data.draw(st.integers(0, len(text)))
    places[chosen] = (where, [*text[:at], what, *text[at:]])
    return paper_of(([text for _, text in places[: len(pages)]], places[len(pages) :])), where


def _letter_by_letter(text: str) -> str:
    return " ".join("".join(text.split()))


def _decomposed(text: str) -> str:
    return normalize("NFD", text)


LONG = 3  # so many syllables are found in small letters too
WAYS: list[Callable[[str], str]] = [str, str.upper, unmarked, _decomposed]
WAYS_OF_LONG: list[Callable[[str], str]] = [*WAYS, str.lower]


def disguised(data: st.DataObject, syllables: list[str], ways: list[Callable[[str], str]]) -> str:
    """Words as a page may show them."""
    gaps = [data.draw(st.sampled_from(SPACES)) for _ in syllables[1:]]
    shown = syllables[0] + "".join(g + s for g, s in zip(gaps, syllables[1:], strict=True))
    shown = data.draw(st.sampled_from(ways))(shown)
    at = data.draw(st.integers(1, len(shown) - 1))
    return shown[:at] + data.draw(st.sampled_from(["", "\u00ad", "\u200b", "\u2060"])) + shown[at:]


@given(st.data(), papers, names)
def test_a_name_is_found_wherever_it_stands(
    data: st.DataObject,
    parts: Parts,
    syllables: list[str],
) -> None:
    name = Name(" ".join(syllables), "T-1", "identity")
    assert search(paper_of(parts), [name]) == []
    ways = [*WAYS_OF_LONG, _letter_by_letter] if len(syllables) >= LONG else WAYS
    shown, where = planted(data, parts, disguised(data, syllables, ways))
    assert [hit.where for hit in search(shown, [name])] == [where]


@given(st.data(), papers, names, st.lists(st.sampled_from(SYLLABLES), max_size=2))
def test_an_allowed_phrase_lets_a_name_stand_inside_it_and_nowhere_else(
    data: st.DataObject,
    parts: Parts,
    syllables: list[str],
    more: list[str],
) -> None:
    name = Name(" ".join(syllables), "T-1", "identity")
    phrase = " ".join(["Sở", *syllables, *more])
    shown, _ = planted(data, parts, f"{phrase};")
    assert search(shown, [name])
    assert search(shown, [name], Allowed(phrases=[phrase])) == []
    pages, hidden = parts
    beside, where = planted(data, ([[*page, f"{phrase};"] for page in pages], hidden),
                            f"; {name.text} ;")  # fmt: skip
    assert where in [hit.where for hit in search(beside, [name], Allowed(phrases=[phrase]))]


@given(st.data(), papers, st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=40))
def test_eight_words_of_a_story_are_found_wherever_they_stand(
    data: st.DataObject,
    parts: Parts,
    story: list[str],
) -> None:
    prose = Prose(" ".join(story), "T-1", "words")
    assert search(paper_of(parts), [prose]) == []
    at = data.draw(st.integers(0, len(story) - 8))
    run = story[at : at + 8]
    shown, where = planted(data, parts, disguised(data, run, WAYS_OF_LONG))
    assert [hit.where for hit in search(shown, [prose])] == [where]
    cleared = [" ".join(run)]
    assert search(shown, [prose], Allowed(quotations=cleared)) == []
    assert search(shown, [prose], Allowed(bodies=cleared)) == []
    assert [hit.where for hit in search(shown, [prose], Allowed(phrases=cleared))] == [where]
    note = Note(prose.text, "T-1", "internal_note")
    assert search(shown, [note], Allowed(phrases=cleared)) == []


@given(st.data(), papers, st.lists(st.sampled_from(SYLLABLES), min_size=7, max_size=7))
def test_seven_words_of_a_story_pass(
    data: st.DataObject,
    parts: Parts,
    run: list[str],
) -> None:
    prose = Prose(" ".join(["Trước", *run, "Sau"]), "T-1", "words")
    shown, _ = planted(data, parts, " ".join(run))
    assert search(shown, [prose]) == []


@given(
    st.data(),
    papers,
    st.text("0123456789", min_size=9, max_size=9).filter(lambda digits: digits[0] != "0"),
    st.sampled_from(["0", "+84", "+84 ", "84", "0084", "(0)", "(+84) "]),
    st.sampled_from(["0", "+84", "84 "]),
)
def test_a_telephone_number_is_found_in_any_spacing(
    data: st.DataObject,
    parts: Parts,
    digits: str,
    shown_as: str,
    noted_as: str,
) -> None:
    contact = Contact(noted_as + digits, "T-1", "identity")
    gaps = st.sampled_from(["", "", " ", ".", "-", " - ", "\u00a0", "\n", ") ", "\u2013", "/"])
    number = shown_as + "".join(digit + data.draw(gaps) for digit in digits[:-1]) + digits[-1]
    shown, where = planted(data, parts, f"gọi {number} nhé")
    assert where in [hit.where for hit in search(shown, [contact])]
    other = str((int(digits) + 1) % 10**9).zfill(9)
    assert search(shown, [Contact(f"0{other}", "T-1", "identity")]) == []


PLACES = ("quận Hai Bà Trưng", "Đống Đa", "Hà Nội", "tỉnh Thanh Hóa", "TP. Hồ Chí Minh")


@given(
    st.data(),
    papers,
    st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=6),
    st.integers(1, 999),
    st.lists(st.sampled_from(PLACES), max_size=2),
    st.sampled_from(["; ", "\n"]),
)
def test_an_address_is_found_wherever_it_stands_and_public_places_are_not(  # noqa: PLR0913
    data: st.DataObject,
    parts: Parts,
    street: list[str],
    number: int,
    public: list[str],
    border: str,
) -> None:
    entry = [str(number), *street] if data.draw(st.booleans()) else street
    address = ", ".join([" ".join(entry), *public])
    contact = border.join(data.draw(st.permutations(["0912 345 678", "Zalo tuyet_88", address])))
    values: list[Forbidden] = [Contact(contact, "T-1", "identity")]
    values += [Address(one, "T-1", "identity") for one in entries(contact)]
    beside, _ = planted(data, parts, "; ".join(["Hà Nội", *public]))
    assert search(beside, values) == []
    shown, where = planted(data, parts, disguised(data, entry, WAYS_OF_LONG))
    assert where in [hit.where for hit in search(shown, values)]


@given(
    st.data(),
    papers,
    st.text("BDGKRX", min_size=1, max_size=4),
    st.integers(0, 9999),
)
def test_a_code_is_found_in_any_spacing(
    data: st.DataObject,
    parts: Parts,
    letters: str,
    number: int,
) -> None:
    digits = f"{number:02}"
    code = Code(f"{letters}-{digits}", "T-1", "contributor")
    assert search(paper_of(parts), [code]) == []
    gap = data.draw(st.sampled_from(["", " ", "-", "\u2011", "\u2013", "_", ".", "\n", " - "]))
    cased = data.draw(st.sampled_from([letters, letters.lower(), letters.title()]))
    written = cased + gap + digits
    shown, where = planted(data, parts, f"({written})")
    assert [hit.where for hit in search(shown, [code])] == [where]
    longer, _ = planted(data, parts, f"({written}0)")
    assert search(longer, [code]) == []


@given(st.lists(names, min_size=1, max_size=5), st.data())
def test_every_name_in_a_list_of_people_is_kept(
    people: list[list[str]], data: st.DataObject
) -> None:
    forms = st.sampled_from(["", "chị ", "Bà ", "Ms. ", "anh ", "TS. "])
    commas = st.sampled_from([", ", "; ", " và ", " and ", "\n", " & ", " / "])
    said = [data.draw(forms) + " ".join(person) for person in people]
    field = said[0] + "".join(data.draw(commas) + person for person in said[1:])
    assert {" ".join(person) for person in people} <= set(names_in(field))


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_at_all_can_be_searched_for_any_other(page: str, noted: str) -> None:
    values = [kind(noted, "T-1", "words") for kind in (Name, Contact, Address, Code, Prose)]
    values += [Address(one, "T-1", "place") for one in entries(noted)]
    hits = search(Paper((page, noted), (("the bookmarks", page),)), values, Allowed([page]))
    assert {hit.ref for hit in hits} <= {"T-1"}
    assert set(names_in(noted)) >= set()
