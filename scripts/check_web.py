"""Open the demonstration in a headless Chromium by textual-serve, press keys, keep a picture.

    python scripts/check_web.py [--picture PATH] [--command "tnews --demo"]

Needs textual-serve (its python is found by --serve, default this one), chromium and chromium-driver
(Debian: apt install chromium chromium-driver). Speaks WebDriver by itself; nothing is fetched
from beyond this machine. Exit code 0: the list was seen, and j, Enter and / did what they do.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds until what does not come is given up."""

LISTEN = """
window.painted = '';
const Own = window.WebSocket, decoder = new TextDecoder();
window.WebSocket = class extends Own {
  constructor(...all) {
    super(...all);
    this.addEventListener('message', async (message) => {
      const data = message.data;
      const bytes = data instanceof Blob ? await data.arrayBuffer() : data;
      if (typeof bytes !== 'string') window.painted += decoder.decode(bytes, {stream: true});
    });
  }
};
"""
"""Keeps what the reader paints: the page draws it on a canvas, where no text can be read."""

ESCAPES = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b[@-_]")

KEYS = {"enter": "\ue007", "escape": "\ue00c"}


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait(what: str, condition: Callable[[], object]) -> None:
    """Wait until `condition` holds; say what did not come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"no {what} within {PATIENCE:g} s")


class Browser:
    """A headless Chromium, spoken to by WebDriver (W3C)."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"
        options = {
            "args": ["--headless=new", "--no-sandbox", "--window-size=1200,760", "--lang=zh-CN"]
        }
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self._session = f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"

    def open(self, url: str) -> None:
        """Load a page, and listen to what is painted in it."""
        listen = {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": LISTEN}}
        self._ask("POST", f"{self._session}/goog/cdp/execute", listen)
        self._ask("POST", f"{self._session}/url", {"url": url})

    def painted(self) -> str:
        """Return what was painted since the last key, without escape sequences."""
        return ESCAPES.sub("", self.run("return window.painted"))

    def run(self, script: str) -> Any:
        """Run JavaScript in the page and return what it returns."""
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": []})

    def press(self, key: str) -> None:
        """Press and let go of a key; what was painted before is forgotten."""
        self.run("window.painted = ''; document.querySelector('.xterm-helper-textarea').focus()")
        value = KEYS.get(key, key)
        steps = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": steps}]
        self._ask("POST", f"{self._session}/actions", {"actions": actions})

    def picture(self) -> bytes:
        """Return what the page looks like, a PNG."""
        return base64.b64decode(self._ask("GET", f"{self._session}/screenshot"))

    def close(self) -> None:
        """End it."""
        self._ask("DELETE", self._session)

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]


def main() -> int:
    """Run the check and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--picture", type=Path, default=Path("tnews-web.png"))
    parser.add_argument("--command", default=f"{Path(sys.executable).with_name('tnews')} --demo")
    parser.add_argument("--serve", default=sys.executable, help="a python with textual-serve")
    asked = parser.parse_args()
    driver = shutil.which("chromedriver")
    if driver is None:
        raise SystemExit("chromedriver is not installed (Debian: apt install chromium-driver)")
    site, port = free_port(), free_port()
    serve = (
        "import sys; from textual_serve.server import Server; "
        "Server(sys.argv[1], host='127.0.0.1', port=int(sys.argv[2])).serve()"
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    words = {**os.environ, "TNEWS_LANG": "zh_CN"}
    with tempfile.TemporaryDirectory() as home:
        words["HOME"] = home
        server = subprocess.Popen(
            [asked.serve, "-c", serve, asked.command, str(site)], env=words, **quiet
        )
        chrome = subprocess.Popen([driver, f"--port={port}"], env=words, **quiet)
        try:
            return check(site, port, asked.picture)
        finally:
            chrome.terminate()
            server.terminate()
            chrome.wait()
            server.wait()


STEPS = (
    ("", "竹桥", "the list of articles"),
    ("j", "缩水", "the next article"),
    ("enter", "%", "how far it is read"),
    ("/", "搜索", "the line to search in"),
    ("escape", "移动", "the keys, and no line to search in"),
    ("?", "上一行", "the help"),
)
"""Key, what is painted then, and what that is."""


def check(site: int, port: int, picture: Path) -> int:
    """Look at the page as a person would; each line says what was seen."""
    wait("server", lambda: socket.create_connection(("127.0.0.1", site), 1).close() is None)
    wait("driver", lambda: socket.create_connection(("127.0.0.1", port), 1).close() is None)
    browser = Browser(port)
    try:
        browser.open(f"http://127.0.0.1:{site}/?fontsize=15")
        for number, (key, text, name) in enumerate(STEPS):
            if key:
                browser.press(key)
            wait(name, lambda text=text: text in browser.painted())
            time.sleep(1)  # the page draws a frame later
            path = picture.with_stem(f"{picture.stem}-{number}")
            path.write_bytes(browser.picture())
            print(f"{key or 'start':8}{name}: {path}")
    finally:
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
