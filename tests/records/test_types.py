"""The record types are those of the product: every field, its kind, and what holds for it.

`!` required, `*` sensitive, `~` has a Vietnamese twin; what a field of terms or references
takes stands after it.
"""

import pytest

from records.fields import COMMON, Field, fields_of
from records.types import NAMES, every_type, type_named
from records.vocabulary import vocabularies

PRODUCT = {
    "consultation": """title text!~ · date date · date_note text · starts_at time · room text ·
        host ref organisation · bodies refs organisation · officials_present refs official ·
        instrument ref instrument · campaign ref campaign · forum term forum ·
        invitation term invitation · participation_level term participation_level ·
        participation_quality terms participation_quality · place text · province place ·
        attendees int · provinces_represented int · speakers prose* · summary prose~ ·
        what_was_asked prose~ · our_message prose~ · next_meeting date""",
    "delegation": """consultation ref! consultation · organisation ref organisation ·
        province place · people int · members prose*""",
    "point": """consultation ref! consultation · issue text!~ · raised_by term raised_by ·
        response prose~ · follow_up term follow_up""",
    "testimony": """contributor code! · words prose!* · language term! language ·
        translation prose* · rendering term rendering · summary prose* ·
        type_of_material term type_of_material · source_connection term source_connection ·
        reliability term reliability · event_date date · province place · place text* ·
        subject ref organisation · age_band term age_band · role term role ·
        collected_by text* · collected_on day* · support_offered bool · feedback_given bool ·
        checked_by text* · checked_on day · supports refs position ask evidence ·
        campaign ref campaign · instrument ref instrument""",
    "excerpt": """testimony ref! testimony · words prose!* · language term language ·
        checked_by text* · checked_on day""",
    "consent": """testimony ref! testimony · supersedes ref consent · identity term! identity ·
        display_name text* · audiences terms! audience · channels terms! channel ·
        place_detail term place_detail · except_bodies refs organisation · method term! method ·
        language term language · read_back bool · subject_agreed bool ·
        information_version text · given_on day · review_on day · expires_on day ·
        status term! consent_status · withdrawn_on day · limits prose* · taken_by text*""",
    "position": """title text!~ · statement prose!~ · rationale prose~ ·
        status term! position_status · adopted_on date · supersedes ref position ·
        campaign ref campaign · instrument ref instrument""",
    "challenge": """position ref! position · question prose!~ · answer prose!~ ·
        evidence refs evidence""",
    "ask": """position ref! position · text prose!~ · body ref organisation ·
        instrument ref instrument · article text · current_text prose~ · proposed_text prose~ ·
        deadline date · status term! ask_status · evidence refs evidence""",
    "presentation": """ask ref! ask · consultation ref! consultation · how term how ·
        response term response · response_words prose · by ref official""",
    "commitment": """words prose!~ · language term language · body ref! organisation ·
        post text · official ref official · consultation ref consultation · ask ref ask ·
        basis term! commitment_basis · witnesses prose* · deliverable text · target text ·
        due date · status term! commitment_status""",
    "progress": """commitment ref! commitment · on date! · claimed term progress_level ·
        verified term progress_level · note prose~ · evidence refs evidence""",
    "evidence": """claim text!~ · question prose~ · value num · unit text~ · n int ·
        denominator int · population text~ · province place · date date · date_note text ·
        method text~ · caveat prose~ · series series · supports refs position ask""",
    "organisation": """name text!~ · aliases texts · kind term! organisation_kind ·
        parent ref organisation · successor ref organisation · province place · valid date""",
    "official": """name text!* · post text!~ · organisation ref! organisation · tenure date""",
    "assessment": """about ref! organisation official · date date! · alignment term degree ·
        interest term degree · influence term degree · stance term stance · basis prose*""",
    "instrument": """title text!~ · kind term! instrument_kind · number text ·
        issued_by ref organisation · period date · stage term stage · summary prose~""",
    "campaign": """title text!~ · goal prose~ · period date · date_note text ·
        status term campaign_status · lessons prose~""",
    "outcome": """change prose!~ · changed_by ref organisation · date date · date_note text ·
        kind term outcome_kind · significance prose~ · contribution prose~ ·
        impact term impact · substantiated_by text* · campaign ref campaign""",
    "source": """title text! · kind term source_kind · author text · publisher text ·
        date date · date_note text · locator text · reliability term reliability ·
        names_contributors bool""",
    "briefing": """title text!~ · consultation ref consultation · audience term! audience ·
        stays bool · languages terms! language · identity term identity ·
        place_detail term place_detail · sections terms section ·
        selection refs position ask testimony excerpt evidence commitment consultation outcome ·
        acknowledged refs consent · talking_points prose*~ · not_to_say prose*~ ·
        classification text""",
}
"""After 1-product.md; `date_note` keeps the wording heard beside every date that was told."""

BESIDES = """sensitivity term sensitivity · topics texts · internal_note prose* ·
    sources refs source"""


def noted(field: Field) -> str:
    marks = "!" * field.required + "*" * field.sensitive + "~" * field.has_twin
    return " ".join([f"{field.name} {field.kind}{marks}", *field.of])


def product(listed: str) -> list[str]:
    return " ".join(listed.split()).split(" · ")


@pytest.mark.parametrize("kind", PRODUCT)
def test_a_type_has_the_fields_of_the_product(kind: str) -> None:
    fields = [f for f in fields_of(type_named(kind)).values() if not f.twin_of]
    assert [noted(f) for f in fields] == product(PRODUCT[kind]) + product(BESIDES)


def test_every_type_of_the_product_is_there() -> None:
    assert set(NAMES) >= {*PRODUCT, "issue", "copy", "office"}


@pytest.mark.parametrize("record", every_type(), ids=lambda record: record.NAME)
def test_a_declaration_is_whole(record: type) -> None:
    kind = type_named(record.NAME)  # type: ignore[attr-defined]
    fields = fields_of(kind)
    assert kind.TITLE in fields
    assert not kind.DATED or fields[kind.DATED].kind in ("date", "day")
    assert not kind.PARENT or fields[kind.PARENT].required
    for child in kind.CHILDREN:
        assert fields_of(type_named(child))[type_named(child).PARENT].of == (kind.NAME,)
    assert list(fields)[-4:] == list(COMMON)
    for field in fields.values():
        assert field.label_en
        assert field.label_vi
        assert not field.vocabulary or field.vocabulary in vocabularies()
        assert field.kind not in ("ref", "refs") or set(field.of) <= set(NAMES)
        assert field.of or field.kind not in ("ref", "refs", "term", "terms")
        assert not field.names_people or field.sensitive or record.NAME == "office"  # type: ignore[attr-defined]


@pytest.mark.parametrize("record", every_type(), ids=lambda record: record.NAME)
def test_a_twin_is_as_sensitive_as_what_it_repeats(record: type) -> None:
    fields = fields_of(record)
    for field in fields.values():
        if field.twin_of:
            base = fields[field.twin_of]
            assert (field.kind, field.sensitive, field.searched) == (
                base.kind,
                base.sensitive,
                base.searched,
            )
            assert not field.required


def test_no_sensitivity_is_set_unless_somebody_sets_it() -> None:
    assert {record().sensitivity for record in every_type()} == {None}
