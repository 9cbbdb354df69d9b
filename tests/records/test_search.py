"""Words are found wherever they stand, with or without their marks; what is gone is not."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from records.fields import fields_of
from records.search import AFTER, BEFORE, Hit, search
from records.store import Store
from records.types import every_type
from records.types.common import Record
from records.values import clean
from records.vietnamese import fold, tokens
from records.vocabulary import terms
from tests.builders import a_consultation, a_testimony, an_organisation, one_of_each

LATIN = st.one_of(
    st.characters(max_codepoint=0x24F, exclude_categories=["Cc"]),
    st.characters(min_codepoint=0x1EA0, max_codepoint=0x1EF9),
    st.sampled_from([*"\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b   ,.", "hộp", "đất"]),
)
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def found(store: Store, said: str, *types: str, **more: Any) -> list[str]:
    return [hit.ref for hit in search(store, said, types, **more)]


def marked(hit: Hit) -> list[str]:
    return [part.split(AFTER)[0] for part in hit.snippet.split(BEFORE)[1:]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Đường Điện Biên", "duong dien bien"),
        ("Đường Điện Biên", "đường"),
        ("duong", "đường"),
        ("Đ", "d"),
        ("Ðà Nẵng", "da nang"),  # the eth of old fonts
        ("CAM KẾT", "cam kết"),
        ("cam kết", "CAM KET"),
        ("tha\u0323m va\u0302\u0301n", "tham vấn"),
        ("tham vấn", "tha\u0302\u0301m"[:1] + "ham va\u0302\u0301n"),
        ("nghị định 356/2025/NĐ-CP", "356/2025/nd-cp"),
        ("ngh\u00adi\u0323 \u200bđịnh", "nghi dinh"),
        ("hoà", "hòa"),
        ("bộ (y tế)", "y te"),
        ("2016–2020", "2020"),
        ("O'Neil", "o'neil"),
        ("a_b", "a_b"),
        ("😀 hộp 😀", "hop"),
        ("straße", "straße"),
    ],
)
def test_words_are_found_without_their_marks(store: Store, text: str, said: str) -> None:
    one = a_consultation(store, title="x", summary=text)
    assert found(store, said) == [one.ref]


@pytest.mark.parametrize("letter", [*LETTERS, *LETTERS.upper()])
def test_every_vietnamese_letter_is_found_by_its_plain_one(store: Store, letter: str) -> None:
    one = a_consultation(store, title="x", summary=f"q{letter}q")
    for said in (f"q{letter}q", f"Q{fold(letter)}q", unicodedata.normalize("NFD", f"q{letter}q")):
        assert found(store, said) == [one.ref]


def test_exact_spellings_come_first(store: Store) -> None:
    plain = a_consultation(store, title="ma ma ma ma")
    ghost = a_consultation(store, title="ma và ma, rồi lại ma, và một con ma ở xa, ma")
    rice = a_consultation(store, title="đây là một câu dài hơn nhiều, chỉ có một chữ: mạ")
    hits = search(store, "mạ")
    assert next(hit.ref for hit in hits) == rice.ref
    assert [hit.exact for hit in hits] == [True, False, False]
    assert {hit.ref for hit in search(store, "ma") if hit.exact} == {plain.ref, ghost.ref}


def test_signs_between_words_do_not_matter_to_what_is_exact(store: Store) -> None:
    a_consultation(store, title="cảnh sát, công an")
    other = a_consultation(store, title="canh sát công an")
    hits = search(store, "(Cảnh sát), «công an»!")
    assert [hit.exact for hit in hits] == [True, False]
    assert hits[1].ref == other.ref


def test_the_original_text_is_highlighted(store: Store) -> None:
    a_consultation(store, title="Đường về Điện Biên, con đường ấy")
    (hit,) = search(store, "duong bien")
    assert hit.snippet.replace(BEFORE, "").replace(AFTER, "") == "Đường về Điện Biên, con đường ấy"
    assert marked(hit) == ["Đường", "Biên", "đường"]


def test_of_a_long_text_only_the_part_around_the_words_is_shown(store: Store) -> None:
    a_consultation(store, title="x", summary="trước " * 500 + "điều cần tìm" + " sau" * 500)
    (hit,) = search(store, "dieu can tim")
    assert marked(hit) == ["điều cần tìm"] or marked(hit) == ["điều", "cần", "tìm"]
    assert len(hit.snippet.split()) <= 20


def _searched() -> Iterator[Any]:
    for record in every_type():
        for name, field in fields_of(record).items():
            if field.searched:
                yield pytest.param(record, name, id=f"{record.NAME}.{name}")


@pytest.mark.parametrize(("record", "name"), list(_searched()))
def test_every_searched_field_of_every_type_is_found(
    store: Store, record: type[Record], name: str
) -> None:
    field = fields_of(record)[name]
    code = field.kind == "code"
    words = "Đặc-biệt" if code else "Chữ đặc biệt ở đây"
    needed: dict[str, Any] = {}
    pool = one_of_each(store)
    if (record.NAME, name) == ("excerpt", "words"):  # which stand in an account, found as well
        account = a_testimony(store, words=f"{words} rồi.")
        made = store.add("excerpt", {"testimony": account.ref, "words": words})
        hits = {hit.ref: hit for hit in search(store, "dac biet")}
        assert hits[made.ref].field == name
        assert found(store, "dac biet", "excerpt") == [made.ref]
        return
    for other in fields_of(record).values():
        if other.required and other.name != name:
            value = getattr(pool[record.NAME], other.name)
            needed[other.name] = store.ref(value) if other.kind == "ref" else value
    made = store.add(record.NAME, needed | {name: [words] if field.many else words})
    (hit,) = search(store, "dac biet")
    assert (hit.id, hit.ref, hit.type, hit.field) == (made.id, made.ref, record.NAME, name)
    assert hit.sensitive == field.sensitive
    assert not hit.exact
    assert search(store, "đặc biệt")[0].exact
    assert found(store, "dac biet", record.NAME) == [made.ref]
    assert found(store, "dac biet", "office" if record.NAME != "office" else "copy") == []


def test_all_prose_and_titles_are_searched() -> None:
    """But for fields of people's names, which have a search of their own, over finished papers."""
    silent = {
        f"{record.NAME}.{field.name}"
        for record in every_type()
        for field in fields_of(record).values()
        if field.kind in ("prose", "texts") and not field.searched and not field.names_people
    }
    assert silent == set()
    assert all(
        fields_of(r)[r.TITLE].searched
        for r in every_type()
        if fields_of(r)[r.TITLE].kind in ("text", "prose", "code")
    )


def test_words_may_lie_in_several_fields_of_one_record(store: Store) -> None:
    spread = a_consultation(store, title="Hội thảo về hộp", summary="Bàn về nghị định.", room="9")
    a_consultation(store, title="Hội thảo về hộp")
    a_consultation(store, title="Bàn về nghị định")
    hits = search(store, "hop nghi dinh")
    assert {(hit.ref, hit.field) for hit in hits} == {
        (spread.ref, "title"),
        (spread.ref, "summary"),
    }
    assert not any(hit.exact for hit in hits)
    assert all(hit.exact for hit in search(store, "hộp nghị định"))
    assert search(store, "hop nghi dinh thue") == []


def test_a_passage_with_all_words_comes_before_several_with_some(store: Store) -> None:
    spread = a_consultation(store, title="hộp hộp hộp", summary="nghị định nghị định")
    whole = a_consultation(store, title="một câu dài về nghị định và nhiều điều khác, cả hộp nữa")
    assert list(dict.fromkeys(found(store, "hộp nghị định"))) == [whole.ref, spread.ref]


def test_of_a_record_with_a_whole_passage_no_other_is_shown(store: Store) -> None:
    whole = a_consultation(store, title="hộp và nghị định", summary="chỉ có hộp")
    assert [(h.ref, h.field) for h in search(store, "hop nghi dinh")] == [(whole.ref, "title")]


def test_types_and_limit_choose_among_what_is_found(store: Store) -> None:
    body = an_organisation(store, name="Hộp lớn")
    meetings = [a_consultation(store, title="Hộp", summary="lớn") for _ in range(3)]
    assert found(store, "hop lon", "organisation") == [body.ref]
    assert set(found(store, "hop lon", "consultation")) == {one.ref for one in meetings}
    assert len(found(store, "hop lon", "consultation", "organisation")) == 7
    assert len(found(store, "hop", limit=2)) == 2
    assert found(store, "hop", limit=0) == []


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "\t",
        "*",
        '"',
        '""',
        "'",
        "(",
        ")",
        "-",
        ":",
        "^",
        "{}",
        "…",
        "😀",
        "!!!",
        "\u200b",
        "�",
        "\x00",
        "%",
        "_",
        "--",
        ";",
    ],
)
def test_signs_alone_find_nothing(store: Store, said: str) -> None:
    a_consultation(store, title="A AND B OR NOT NEAR")
    assert search(store, said) == []


@pytest.mark.parametrize(
    "said",
    [
        '"a',
        'a"b"',
        "a*",
        "(a",
        "a)",
        "-a",
        "a-b",
        "title:a",
        "words : a",
        "^a",
        "{a}",
        "a + b",
        "NEAR(a b, 2)",
        "a AND b",
        "a OR b",
        "NOT a",
        "a NOT b",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "a; DROP TABLE record",
        "a\x00b",
        "a 😀 b",
        "a' OR '1'='1",
        "\\a",
        "a\nb",
    ],
)
def test_no_word_is_an_instruction(store: Store, said: str) -> None:
    text = " ".join(token.folded for token in tokens(said))
    one = a_consultation(store, title=f"z {text} z")
    a_consultation(store, title="q")
    assert found(store, said) == [one.ref]


def test_very_many_words_are_no_trouble(store: Store) -> None:
    one = a_consultation(store, title="x", summary=" ".join(f"w{n}" for n in range(2_000)))
    assert found(store, " ".join(f"w{n}" for n in range(2_000))) == [one.ref]
    assert found(store, "w1 " * 5_000) == [one.ref]


@settings(max_examples=60)
@given(text=st.lists(LATIN, min_size=1).map("".join).map(clean).map(str.strip))
@example(text="ĐƯỜNG đường")
def test_each_word_of_any_latin_text_finds_it(store: Store, text: str) -> None:
    one = a_consultation(store, title="x", summary=text)
    for token in tokens(text):
        word = text[token.start : token.end]
        for said in {word, token.folded}:
            hits = [h for h in search(store, said, limit=10_000) if h.id == one.id]
            assert hits, (said, text)
            assert hits[0].snippet.count(BEFORE) == hits[0].snippet.count(AFTER) > 0
    store.delete(one.id)


@settings(max_examples=60)
@given(said=st.text())
def test_any_words_may_be_asked_for(store: Store, said: str) -> None:
    assert search(store, said) == [] or tokens(said)


def indexed(store: Store) -> bytes:
    """Return every byte that the index and the texts behind it hold."""
    execute = store.vault.connection.execute
    names = execute("SELECT name FROM sqlite_master WHERE name LIKE 'passage%' AND type = 'table'")
    rows = [row for (name,) in names.fetchall() if name != "passage_index"
            for row in execute(f'SELECT * FROM "{name}"').fetchall()]  # fmt: skip  # noqa: S608
    return b"\n".join(
        cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row
    )


def test_deleted_and_edited_words_leave_the_index_byte_by_byte(store: Store) -> None:
    gone = a_testimony(store, words="Chuyện xylophon đã xoá.")
    edited = a_consultation(store, title="x", summary="Điều xenon đã sửa.", topics=["xeroform"])
    for number in range(40):  # so that the index has several segments
        a_consultation(store, title=f"cuộc họp {number}")
    assert b"xylophon" in indexed(store)
    assert b"xenon" in indexed(store)
    store.delete(gone.id)
    store.amend(edited.id, {"summary": "Điều khác.", "topics": None})
    for word in ("xylophon", "xenon", "xeroform"):
        assert search(store, word) == []
        assert word.encode() not in indexed(store)
        assert word[1:].encode() not in indexed(store)  # the index keeps common starts once
    assert found(store, "điều khác") == [edited.ref]


def test_what_is_erased_from_a_transaction_was_never_there(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.vault.transaction():  # noqa: PT012
        a_consultation(store, title="xylophon")
        raise KeyboardInterrupt
    assert search(store, "xylophon") == []
    assert b"xylophon" not in indexed(store)


def test_terms_are_no_words(store: Store) -> None:
    a_consultation(store, forum=next(iter(terms("forum"))))
    assert search(store, next(iter(terms("forum"))).replace("_", " ")) == []
