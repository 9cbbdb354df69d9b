"""`advocacy commitment`: what was promised, and what came of it."""

from gettext import gettext as _
from typing import Any

from advocacy.console import refusing
from advocacy.fieldoptions import takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.recordgroup import add_child, group
from records.types.commitment import Commitment, Progress

app = group("commitment")


@app.command(
    help=_(
        "Report progress: what they say, what we can show. Example: advocacy commitment "
        "progress M-7K3Q --on 2016-09 --claimed substantial --verified limited"
    )
)
@refusing
@takes_fields_of(Progress, without=("commitment",))
def progress(
    ref: ref_argument(Commitment),  # type: ignore[valid-type]
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Add a progress report to a commitment; without `--on` it is of today."""
    if from_ is None and not options.get("on"):
        options["on"] = "today"
    add_child("progress", ref, from_, as_json=as_json, options=options)
