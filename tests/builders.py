"""Openly fictional records with sensible defaults; a test names only what it is about."""

from typing import Any, cast

from records.fields import Field, fields_of
from records.store import Store
from records.types import NAMES, type_named
from records.types.briefing import Briefing
from records.types.commitment import Commitment
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.evidence import Evidence
from records.types.position import Ask, Position
from records.types.public_life import Organisation
from records.types.testimony import Consent, Testimony
from records.vocabulary import terms


def an_organisation(store: Store, **given: Any) -> Organisation:
    """Add a ministry of a country that does not exist."""
    default = {"name": "Ministry of Examples", "name_vi": "Bộ Thí dụ", "kind": "government_body"}
    return cast("Organisation", store.add("organisation", default | given))


def a_consultation(store: Store, **given: Any) -> Consultation:
    """Add a workshop."""
    default = {"title": "Workshop on the example decree", "date": "2026-04-20"}
    return cast("Consultation", store.add("consultation", default | given))


def a_testimony(store: Store, **given: Any) -> Testimony:
    """Add an account that somebody else has read for identifying detail."""
    default = {
        "contributor": "TD-01",
        "words": "They took the boxes away twice and nobody would tell us the reason for it.",
        "language": "en",
        "source_connection": "self",
        "age_band": "25_to_34",
        "checked_by": "reader",
        "checked_on": "2026-03-01",
    }
    return cast("Testimony", store.add("testimony", default | given))


def a_consent(store: Store, testimony: Testimony, **given: Any) -> Consent:
    """Add a decision that lets the words lie on paper at a government meeting, without a name."""
    default = {
        "testimony": testimony.ref,
        "identity": "anonymous",
        "audiences": ["internal", "government_meeting", "government_retained_copy"],
        "channels": ["print", "oral"],
        "place_detail": "none",
        "method": "oral_witnessed",
        "given_on": "2026-03-01",
        "status": "active",
    }
    return cast("Consent", store.add("consent", default | given))


def a_position(store: Store, **given: Any) -> Position:
    """Add an adopted position."""
    default = {
        "title": "Boxes are not evidence",
        "title_vi": "Hộp không phải là bằng chứng",
        "statement": "Carrying boxes must never be held against anybody.",
        "statement_vi": "Không ai phải chịu bất lợi vì mang theo hộp.",
        "status": "adopted",
    }
    return cast("Position", store.add("position", default | given))


def an_ask(store: Store, position: Position, **given: Any) -> Ask:
    """Add an adopted ask."""
    default = {
        "position": position.ref,
        "text": "Strike the words on boxes from the example decree.",
        "text_vi": "Bỏ nội dung về hộp khỏi nghị định thí dụ.",
        "status": "adopted",
    }
    return cast("Ask", store.add("ask", default | given))


def a_commitment(store: Store, body: Organisation, **given: Any) -> Commitment:
    """Add a promise that stands in minutes."""
    default = {
        "words": "The words on boxes will be looked at again.",
        "words_vi": "Nội dung về hộp sẽ được xem xét lại.",
        "body": body.ref,
        "basis": "minuted",
        "status": "stated",
    }
    return cast("Commitment", store.add("commitment", default | given))


def some_evidence(store: Store, **given: Any) -> Evidence:
    """Add a survey finding."""
    default = {
        "claim": "Four in ten had boxes taken away.",
        "claim_vi": "Bốn trong mười người từng bị lấy hộp.",
        "value": 41,
        "unit": "percent",
        "n": 120,
        "denominator": 290,
        "date": "2025",
    }
    return cast("Evidence", store.add("evidence", default | given))


def a_briefing(store: Store, **given: Any) -> Briefing:
    """Add a pack for a government meeting."""
    default = {
        "title": "Boxes and the example decree",
        "title_vi": "Hộp và nghị định thí dụ",
        "audience": "government_meeting",
        "languages": ["en", "vi"],
    }
    return cast("Briefing", store.add("briefing", default | given))


def one_of_each(store: Store) -> dict[str, Record]:
    """Add one record of every type, with what is required of it; return them by type."""
    made: dict[str, Record] = {}

    def add(kind: str) -> Record:
        if kind not in made:
            fields = fields_of(type_named(kind)).values()
            made[kind] = store.add(kind, {f.name: _required(f) for f in fields if f.required})
        return made[kind]

    def _required(field: Field) -> Any:
        if field.kind in ("ref", "refs"):
            return add(field.of[0]).ref
        if field.vocabulary:
            # A consent that is a draft may still be changed.
            return "draft" if field.of == ("consent_status",) else next(iter(terms(field.of[0])))
        return {"day": "2026-03-01", "date": "2026-03", "int": 1}.get(field.kind, "Thi-du")

    for kind in NAMES:
        add(kind)
    return made
