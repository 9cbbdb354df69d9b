"""The logo of the office: a small clean picture that takes the place of the one before."""

import io
from typing import Any

import pytest
from PIL import Image

from records.attachments import attach, attachments
from records.logo import LARGEST, drop_logo, logo_of, set_logo
from records.offices import own
from records.store import Store
from records.stripping import CannotAttach

MARK = "ARTIST TO BE FORGOTTEN"


def a_picture(kind: str, mode: str, size: tuple[int, int] = (1_600, 900)) -> bytes:
    """A large picture that says who drew it; see-through where its kind can be."""
    colours: dict[str, Any] = {"RGBA": (200, 10, 10, 0), "RGB": (200, 10, 10), "CMYK": (0, 9, 9, 0)}
    exif = Image.Exif()
    exif[0x013B] = MARK
    written = io.BytesIO()
    Image.new(mode, size, colours[mode]).save(written, kind, exif=exif)
    return written.getvalue()


def contents(store: Store) -> int:
    (count,) = store.vault.connection.execute("SELECT count(*) FROM blob").fetchone()
    return int(count)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
def test_a_logo_is_kept_small_on_white_and_without_its_maker(
    store: Store, kind: str, mode: str
) -> None:
    assert set_logo(store, "our logo.png", a_picture(kind, mode)).logo == "our logo.png"
    logo = logo_of(store, own(store))
    assert logo is not None
    assert MARK.encode() not in logo.content
    with Image.open(io.BytesIO(logo.content)) as kept:
        assert kept.mode in ("L", "RGB")
        assert (kept.width <= LARGEST[0], kept.height <= LARGEST[1]) == (True, True)
        assert kept.width / kept.height == pytest.approx(1_600 / 900, abs=0.01)
        assert f"image/{kept.format}".lower() == logo.media
        if mode == "RGBA":
            assert kept.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_new_logo_takes_the_place_of_the_old_one(store: Store) -> None:
    set_logo(store, "logo.png", a_picture("PNG", "RGB"))
    set_logo(store, "logo.png", a_picture("PNG", "RGBA", (90, 60)))
    assert [one.name for one in attachments(store, store.office)] == ["logo.png"]
    assert contents(store) == 1
    assert drop_logo(store).logo is None
    assert (logo_of(store, own(store)), contents(store)) == (None, 0)
    assert drop_logo(store).logo is None


def test_another_file_of_the_office_is_never_taken_for_its_logo(store: Store) -> None:
    attach(store, own(store), "logo.png", a_picture("PNG", "RGB", (30, 30)))
    assert logo_of(store, own(store)) is None
    made = set_logo(store, "logo.png", a_picture("PNG", "RGB"))
    logo = logo_of(store, made)
    assert logo is not None
    with Image.open(io.BytesIO(logo.content)) as kept:
        assert kept.width > 30
    drop_logo(store)
    assert [one.name for one in attachments(store, store.office)] == ["logo.png"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 nothing", b"only text", b"\x89PNG\r\n\x1a\n broken"]
)
def test_what_is_no_picture_is_refused_and_the_logo_before_stays(
    store: Store, content: bytes
) -> None:
    set_logo(store, "logo.png", a_picture("PNG", "RGB"))
    with pytest.raises(CannotAttach):
        set_logo(store, "other.png", content)
    assert own(store).logo == "logo.png"
