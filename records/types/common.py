"""What every record has, whatever its type."""

from typing import Annotated, ClassVar

import msgspec

from records.fields import Many, Text, field


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """A record as a value. A change makes a new value; the store keeps it."""

    LETTER: ClassVar[str]  # the first sign of its ref
    NAME: ClassVar[str]  # its name in code, commands and tables
    PLURAL: ClassVar[str]  # its key where a parent nests it
    LABELS: ClassVar[tuple[str, str]]  # what people read, English and Vietnamese
    TITLE: ClassVar[str]  # the field that says which one it is, in a list
    DATED: ClassVar[str] = ""  # the field that lists are sorted and bounded by
    PARENT: ClassVar[str] = ""  # a child's field that names what it belongs to
    CHILDREN: ClassVar[tuple[str, ...]] = ()  # the names of the types that belong to it
    APPEND_ONLY: ClassVar[bool] = False  # entries are added and never edited
    PERSONAL: ClassVar[bool] = False  # about a person: the history keeps no values of it

    id: str = ""
    ref: str = ""
    created: str = ""  # UTC, ISO 8601, to the second
    updated: str = ""
    office: str = ""  # the id of the office that wrote it
    sensitivity: Annotated[
        Text, field("term", "Sensitivity", "Mức độ nhạy cảm", of="sensitivity")
    ] = None
    topics: Annotated[Many, field("texts", "Topics", "Chủ đề", searched=True)] = ()
    internal_note: Annotated[
        Text, field("prose", "Internal note", "Ghi chú nội bộ", sensitive=True, searched=True)
    ] = None
    sources: Annotated[Many, field("refs", "Sources", "Nguồn", of="source")] = ()
