"""An article with twelve photographs in the reader, with and without them, alternating in one run.

    python bench/pictures.py [--keys N] [--starts N] [--protocol blocks|sixel|kitty]

In a pty of 120 x 40: keys pressed while the pictures come and when they are there, ms to the first
byte; bytes a key; memory with the worker processes. The photographs are drawn here and served
on loopback, each with 0.1 s of delay. Needs the extra `images`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import median
from threading import Thread

from caches import quantile
from in_terminal import Pressed, Terminal
from PIL import Image, ImageDraw

from tnews.model import ArticleDraft, Block, FetchState, Source
from tnews.services.intake import store_drafts
from tnews.store import Store

PICTURES = 12
TITLE = "十二张照片"
TEXT = "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶。" * 40


def photo(number: int) -> bytes:
    """Return a JPEG of 1600 x 1000 pixels, no two rows or columns of which are alike."""
    picture = Image.effect_noise((1600, 1000), 40).convert("RGB")
    hue = Image.linear_gradient("L").resize((1600, 1000)).rotate(30 * number)
    picture = Image.blend(picture, Image.merge("RGB", (hue, hue.rotate(90), hue.rotate(180))), 0.8)
    ImageDraw.Draw(picture).ellipse((90 * number, 200, 90 * number + 400, 600), fill=(240, 200, 60))
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


class Site(BaseHTTPRequestHandler):
    """Answers with a photograph, a little late."""

    photos: tuple[bytes, ...] = ()

    def do_GET(self) -> None:
        time.sleep(0.1)
        body = self.photos[int(self.path.strip("/"))]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the reader has left
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


def make(folder: Path, url: str, images: str, protocol: str) -> list[str]:
    """Make a cache with the article; return the command that reads it."""
    blocks = [Block("p", TEXT)]
    for number in range(PICTURES):
        blocks += [Block("img", f"第 {number + 1} 张", f"{url}/{number}"), Block("p", TEXT)]
    folder.mkdir()
    with closing(Store.open(folder / "tnews.db")) as store:
        store.register([Source("photos", f"{url}/feed", "画报", "图片", full_text="never")])
        draft = ArticleDraft(uid="1", url="", title=TITLE, blocks=tuple(blocks))
        store_drafts(store, "photos", FetchState(), [draft])
    config = folder / "config.toml"
    config.write_text(
        f'catalogue = false\n[reader]\nimages = "{images}"\nimage_protocol = "{protocol}"\n'
        "image_cache = 0\n[refresh]\non_start = false\n"
        f'[[source]]\nkey = "photos"\nurl = "{url}/feed"\nname = "画报"\ncategory = "图片"\n'
        'full_text = "never"\n',
        encoding="utf-8",
    )
    program = str(Path(sys.executable).with_name("tnews"))
    return [program, "--config", str(config), "--data-dir", str(folder)]


def read(command: list[str], keys: int) -> tuple[list[Pressed], list[Pressed], float]:
    """Open the article; return the keys while pictures come, those afterwards, and memory in MiB."""
    with Terminal(command) as tnews:
        tnews.until(TITLE)
        tnews.settle(1.0)
        tnews.type("\r")
        tnews.until("湖边")
        early = [tnews.press("j") for _ in range(keys)]
        for _ in range(PICTURES):
            tnews.type("\x04")
            tnews.settle(1.0)
        memory = tnews.memory
        tnews.type("g")
        tnews.type("g")
        tnews.settle(1.0)
        late = [tnews.press("j") for _ in range(keys)]
        late += [tnews.press("\x04") for _ in range(10)]
        return early, late, memory


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--keys", type=int, default=60, help="j pressed in each of the two parts")
    options.add_argument("--starts", type=int, default=3)
    options.add_argument("--protocol", choices=("blocks", "sixel", "kitty"), default="blocks")
    said = options.parse_args()
    Site.photos = tuple(photo(number) for number in range(PICTURES))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    found: dict[str, list[tuple[list[Pressed], list[Pressed], float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            images: make(Path(folder) / images, url, images, said.protocol)
            for images in ("off", "auto")
        }
        for _ in range(said.starts):
            for images, command in commands.items():
                found.setdefault(images, []).append(read(command, said.keys))
    for images, runs in found.items():
        for name, part in (("coming", 0), ("there", 1)):
            pressed = [one for run in runs for one in run[part]]
            first = [one.first for one in pressed]
            print(
                f"images = {images:5s} while {name:7s} key, first byte: median {median(first):5.1f}  "
                f"p95 {quantile(first, 0.95):5.1f}  most {max(first):5.1f} ms   "
                f"bytes median {median(one.bytes for one in pressed):7.0f}   n {len(first)}"
            )
        print(f"images = {images:5s} memory {median(run[2] for run in runs):.0f} MiB")


if __name__ == "__main__":
    main()
