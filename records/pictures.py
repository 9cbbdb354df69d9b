"""A picture as paper takes it: on white, in colours that every file knows, and small."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURLESS = 12  # of 255: differences between colours that no eye sees


def on_white(picture: "Image") -> "Image":
    """Return a picture on white, in grey or in red, green and blue of eight bits."""
    from PIL import Image

    if picture.mode.startswith("I"):  # sixteen bits of grey
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(white, over).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def packed(picture: "Image") -> tuple[str, bytes]:
    """Return (media type, content) of a picture in the smaller of two forms.

    Letters and drawings stay sharp.
    """
    grey = picture.convert("L") if _colourless(picture) else picture
    sharp, soft = BytesIO(), BytesIO()
    grey.save(sharp, "PNG")
    grey.save(soft, "JPEG", quality=88)
    if len(sharp.getvalue()) <= len(soft.getvalue()):
        return "image/png", sharp.getvalue()
    return "image/jpeg", soft.getvalue()


def _colourless(picture: "Image") -> bool:
    from PIL import ImageChops

    if picture.mode == "L":
        return True
    red, green, blue = picture.split()
    found: list[Any] = [ImageChops.difference(red, one).getextrema() for one in (green, blue)]
    return all(highest <= COLOURLESS for _lowest, highest in found)
