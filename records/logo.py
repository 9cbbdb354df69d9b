"""The logo that the covers of this office's papers carry: a small picture in the vault."""

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

from records import attachments
from records.offices import own
from records.pictures import on_white, packed
from records.stripping import CannotAttach, cleaned
from records.types.briefing import Office
from records.wording import N_

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

LARGEST = 709, 283
"""Points: 60 by 24 mm at 300 dpi, which is more than a cover gives it."""

MEDIA = {"png": "image/png", "jpg": "image/jpeg"}


class Logo(NamedTuple):
    """A picture as it is embedded."""

    media: str
    content: bytes


def set_logo(store: "Store", name: str, content: bytes) -> Office:
    """Give the vault's own office a logo, in place of an earlier one. Raises CannotAttach."""
    from PIL import Image

    kind, bare = cleaned(content)
    if kind not in MEDIA:
        raise CannotAttach(why=N_("a logo is a JPEG or PNG picture"))
    with Image.open(BytesIO(bare)) as opened:
        picture = on_white(opened)
    picture.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    _media, small = packed(picture)
    with store.vault.transaction():
        office = drop_logo(store)
        taken = {one.name for one in attachments.attachments(store, office.id)}
        while name in taken:
            name = f"logo {name}"
        kept = attachments.attach(store, office, name, small)
        return cast("Office", store.amend(office.id, {"logo": kept.name}))


def drop_logo(store: "Store") -> Office:
    """Let papers carry no logo any more."""
    office = own(store)
    if not office.logo:
        return office
    with store.vault.transaction():
        if (file := _file_of(store, office)) is not None:
            attachments.detach(store, office, file.number)
        return cast("Office", store.amend(office.id, {"logo": None}))


def logo_of(reader: "Reader", office: Office) -> Logo | None:
    """Return what covers carry; None where the office has no logo."""
    file = _file_of(reader, office)
    return Logo(MEDIA[file.kind], attachments.content(reader, file)) if file else None


def _file_of(reader: "Reader", office: Office) -> attachments.Attachment | None:
    pictures = [a for a in attachments.attachments(reader, office.id) if a.kind in MEDIA]
    return next((one for one in pictures if one.name == office.logo), None)
