"""A design's page filled with a brief: HTML. The only importer of Jinja, when a page is made."""

from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

import advocacy
from advocacy.briefing.brief import Page
from advocacy.briefing.designs import Design
from advocacy.briefing.press.faults import at, of_the_page
from advocacy.briefing.press.lettering import printable, refuse_undrawn
from records.errors import ExitCode, RecordsError
from records.wording import N_


class BrokenDesign(RecordsError):
    """A page that cannot be filled: a name that no brief has, or a slip of the pen (exit 8)."""

    sentence = N_("the design {design} cannot be filled{place}: {fault}")
    advice = N_("templates/README.md lists every name that a design receives")
    code = ExitCode.BAD_INPUT


def to_html(brief: Page, design: Design) -> str:
    """Return the design's page, filled with the brief, in the brief's language.

    Raises BrokenDesign, NoGlyphs.
    """
    from jinja2 import FunctionLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Pages(ImmutableSandboxedEnvironment):
        """A name without a folder is that of a file beside the one that asks for it."""

        def join_path(self, template: str, parent: str) -> str:
            return template if "/" in template else f"{parent.rpartition('/')[0]}/{template}"

    # From memory and not from a folder: a template, too, can reach its own files only.
    sources = {name: text.decode() for name, text in design.files.items() if name.endswith(".html")}
    pages = Pages(
        # With its address as file name, so that a fault can be told with its line.
        loader=FunctionLoader(
            lambda name: (sources[name], name, None) if name in sources else None
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wording: Any = pages
    wording.install_gettext_translations(catalogue(brief.language), newstyle=True)
    # For a page in both languages: a fixed word in the other one.
    pages.globals["also"] = catalogue("en" if brief.language == "vi" else "vi").gettext
    pages.filters["number"] = _number
    try:
        html = pages.get_template(design.page).render(brief=brief)
    except RecordsError:
        raise
    except Exception as fault:
        place = at(*of_the_page(fault, sources))
        if not place and not isinstance(fault, TemplateError):
            raise  # a mistake of ours
        # What is no fault of the language itself may quote a record.
        told = fault.message if isinstance(fault, TemplateError) else type(fault).__name__
        raise BrokenDesign(design=design.name, place=place, fault=told) from None
    refuse_undrawn(html, f"{design.name} ({brief.language})")
    return html


def catalogue(language: str) -> NullTranslations:
    """Return the words of the pages in the pack's language, whatever the terminal speaks."""
    folder = Path(advocacy.__file__).parent / "locale"
    return translation("advocacy", localedir=str(folder), languages=[language], fallback=True)


def _number(value: float, language: str) -> str:
    """Write a number as the language does: 1,234.5 in English, 1.234,5 in Vietnamese."""
    text = f"{value:,.10g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text
