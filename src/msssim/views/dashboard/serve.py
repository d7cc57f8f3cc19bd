"""Serve the dashboard to this machine alone.

Solara would ask its makers' servers for a newer version, send them usage figures and fetch what it
lacks from a content network. Nothing of that happens here: what the browser needs comes with the
package ``solara-assets``, and whoever asks for more gets nothing.
"""

from __future__ import annotations

# ruff: noqa: PLC0415  (what the extra brings is imported when it is known to be there)
import logging
import os
import socket
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msssim.errors import InputError, require_packages

if TYPE_CHECKING:
    from msssim.experiments import Result

HOST = "127.0.0.1"
SETTINGS = {
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_TELEMETRY_SERVER_USER_ID": "nobody",  # or a number would be made up and kept
    "SOLARA_ASSETS_PROXY": "true",  # the browser asks this server, not the content network
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",  # a page that is gone is forgotten, and its model with it
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_CHECK_HOOKS": "off",  # Mesa's own components trip over the check
}
NEEDED = ("solara", "ipyvuetify", "uvicorn", "altair")


def serve(
    scenario: str, results: Sequence[Path], port: int, announce: Callable[[str], None]
) -> None:
    """Serve the page until interrupted.

    Parameters
    ----------
    scenario
        What is chosen at first: a shipped name or a file.
    results
        Result folders for the second tab.
    port
        On which port; 0 takes a free one.
    announce
        Called with the page's address once a browser can open it.

    Raises
    ------
    InputError
        If the extra is not installed, the scenario is wrong, or the port is taken.
    ResultError
        If a folder is no result, or the results cannot be compared.
    """
    require_packages("dashboard.needs_extra", *NEEDED)
    result = open_all(scenario, results)
    os.environ.update(SETTINGS)
    warnings.filterwarnings("ignore", "Cookies with samesite=none")  # of use in a frame only
    # that a page was closed while something was sent to it is no error
    logging.getLogger("solara.server.kernel").setLevel(logging.CRITICAL)
    import uvicorn

    with listen(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(
                OnlyHere(website(scenario, result), address),
                log_level="critical",
                timeout_graceful_shutdown=1,  # an open page would hold the server up for ever
            )
        )
        announce(address)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def open_all(scenario: str, results: Sequence[Path]) -> Result | None:
    """Read what the command line names, so that what is wrong is told before a page opens.

    Returns the results as one, if any were given.
    """
    from msssim.analysis import join
    from msssim.experiments import Result
    from msssim.scenario import load_scenario

    load_scenario(scenario)
    read = [Result.read(folder) for folder in results]
    return join(*read) if read else None


def listen(port: int) -> socket.socket:
    """Listen on a port of this machine that no other machine can reach.

    Raises
    ------
    InputError
        If the port is taken or not allowed.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = (error.strerror or str(error)).lower()
        raise InputError("dashboard.no_port", "--port", port=port, reason=reason) from error
    return listener


def website(scenario: str, result: Result | None) -> Any:
    """Return Solara's web application with our page in it."""
    from solara.server import app, cdn_helper, starlette

    from msssim.views.dashboard import page

    page.opened = page.Opened(scenario, result)
    cdn_helper.fetch_from_cdn = _nothing_from_outside
    app.apps["__default__"] = app.AppScript(page.__name__)
    return starlette.app


def _nothing_from_outside(url: str) -> bytes:
    raise FileNotFoundError(url)


class OnlyHere:
    """Answers who asks for this very address, from a page of it or from none.

    Any website that is open in the same browser can send requests to this machine. What it sends
    names another host, or comes from another origin.
    """

    def __init__(self, application: Any, address: str) -> None:
        self.application, self.address = application, address

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] in ("http", "websocket") and not self.may_ask(dict(scope["headers"])):
            from starlette.responses import PlainTextResponse

            await PlainTextResponse("not from here", 403)(scope, receive, send)
        else:
            await self.application(scope, receive, send)

    def may_ask(self, headers: Mapping[bytes, bytes]) -> bool:
        """Return whether host and origin are this address."""
        host = f"http://{headers.get(b'host', b'').decode()}"
        return host == self.address and headers.get(b"origin", host.encode()).decode() == host
