"""Serves a snapshot on this machine alone, until somebody ends it or nobody looks any more."""

import asyncio
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from advocacy.browsing.guard import Guard
from advocacy.browsing.memory import filled
from advocacy.browsing.pages import DATABASE, Pages
from advocacy.browsing.snapshot import Snapshot

HERE = Path(__file__).parent
LOOK_EVERY = 0.5  # seconds
SETTINGS = {
    "allow_download": False,
    "allow_csv_stream": False,
    "default_cache_ttl": 0,
    "truncate_cells_html": 300,
}


def listening(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone; port 0 takes a free one. OSError."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would share a port that is taken
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(("127.0.0.1", port))
        found.listen()
    except BaseException:
        found.close()
        raise
    return found


def serve(
    snapshot: Snapshot,
    listener: socket.socket,
    *,
    moment: str,
    idle: tuple[float, str],
    ready: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C, or until nobody looked for `idle` seconds; `ready` gets the address."""
    _keep_out_of_core_files()
    _datasette()  # without the plugins that are installed, before anything imports it
    from datasette.plugins import pm

    plugin = Pages(snapshot, moment, idle[1])
    name = secrets.token_hex()
    # It writes every variable of the program to the terminal, with what people told in them.
    noisy = pm.unregister(name="datasette.handle_exception")
    pm.register(plugin)
    try:
        with closing(filled(snapshot, name)), listener:
            guard = Guard(_app(snapshot, name), listener.getsockname()[1], idle[0])
            with suppress(KeyboardInterrupt):
                ready(guard.address)
                asyncio.run(_run(guard, listener))
    finally:
        pm.unregister(plugin)
        pm.register(noisy, "datasette.handle_exception")


def open_browser(address: str) -> None:
    """Open the person's own browser, in a process that knows no passphrase."""
    around = {name: value for name, value in os.environ.items() if "PASSPHRASE" not in name}
    nowhere = subprocess.DEVNULL
    with suppress(OSError):
        subprocess.Popen(  # noqa: S603  (our own words)
            [sys.executable, "-P", "-m", "webbrowser", address],
            env=around, stdin=nowhere, stdout=nowhere, stderr=nowhere,
        )  # fmt: skip


def has_windows() -> bool:
    """Whether a browser could open a window here."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )


async def _run(guard: Guard, listener: socket.socket) -> None:
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(
            guard, loop="asyncio", http="h11", ws="none", lifespan="on", log_config=None,
            access_log=False, server_header=False, timeout_graceful_shutdown=1,
        )
    )  # fmt: skip
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not serving.done():
        await asyncio.wait([serving], timeout=LOOK_EVERY)
        if guard.deserted():
            server.should_exit = True
    await serving


def _app(snapshot: Snapshot, name: str) -> Any:
    """Return Datasette's pages over the database of this name."""
    datasette_app, database = _datasette()
    found = datasette_app.Datasette(
        [],
        metadata={"databases": {DATABASE: {"tables": _described(snapshot)}}},
        template_dir=str(HERE / "pages"),
        static_mounts=[("style", str(HERE / "style"))],
        settings=SETTINGS,
    )
    found.remove_database("_memory")
    held = database(found, memory_name=name)
    # A question that failed, with what was asked, is no affair of the terminal.
    held.execute = _quiet(held.execute)
    found.add_database(held, name=DATABASE)
    return found.app()


def _quiet(execute: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def asked(*given: Any, **named: Any) -> Any:
        return await execute(*given, **named | {"log_sql_errors": False})

    return asked


def _datasette() -> tuple[Any, Any]:
    """Return Datasette's modules, imported without the plugins that are installed beside it."""
    sys._called_from_test = True  # type: ignore[attr-defined]  # noqa: SLF001  (its only switch)
    try:
        from datasette import app
        from datasette.database import Database
    finally:
        del sys._called_from_test  # type: ignore[attr-defined]  # noqa: SLF001
    return app, Database


def _described(snapshot: Snapshot) -> dict[str, Any]:
    """Return what Datasette knows of the tables beside their columns."""
    return {
        table.name: {
            "title": table.label,
            "columns": {c.name: ". ".join(filter(None, c[2:4])) for c in table.columns},
            **({"label_column": table.title} if table.title else {}),
            **({"sort_desc": table.dated} if table.dated else {"sort": table.title or "ref"}),
        }
        for table in snapshot.tables.values()
    }


def _keep_out_of_core_files() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
