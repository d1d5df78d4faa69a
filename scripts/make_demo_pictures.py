"""Draws the demonstration site's pictures: run it after a change, it writes them where they lie."""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent.parent / "src" / "tnews" / "demo" / "pictures"
SCALE = 2
"""Drawn so many times larger, so that edges are smooth."""

Colour = tuple[int, int, int]


def between(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour that is `share` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def ground(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """Return a picture that changes from `top` to `bottom`."""
    column = Image.new("RGB", (1, size[1]))
    for y in range(column.height):
        column.putpixel((0, y), between(top, bottom, y / column.height))
    return column.resize(size)


def bridge() -> Image.Image:
    """A bridge of bamboo in the mist of the morning, and its image in the water."""
    width, shore = 640 * SCALE, 250 * SCALE
    picture = ground((width, shore), (233, 205, 176), (246, 232, 212))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((880, 70, 1010, 200), fill=(236, 142, 92))
    for layer, colour in enumerate(((178, 190, 186), (138, 160, 158), (92, 122, 122))):
        hills = [
            (x, shore - 40 - (3 - layer) * 45 - 60 * math.sin(x / (210 - 40 * layer) + 2 * layer))
            for x in range(0, width + 8, 8)
        ]
        draw.polygon([(0, shore), *hills, (width, shore)], fill=colour)
    mist = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mist).rectangle((0, shore - 110, width, shore - 40), fill=170)
    mist = mist.filter(ImageFilter.GaussianBlur(40))
    picture.paste((244, 236, 222), mask=mist)
    _arch(ImageDraw.Draw(picture), width, shore)
    water = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, 150 * SCALE))
    water = Image.blend(water, Image.new("RGB", water.size, (70, 104, 112)), 0.45)
    lines = ImageDraw.Draw(water)
    for number in range(26):
        y, x = 14 + number * 11, 37 * number * number % width
        lines.line((x, y, x + 120, y), fill=(196, 205, 200), width=2)
    whole = Image.new("RGB", (width, shore + water.height))
    whole.paste(picture, (0, 0))
    whole.paste(water, (0, shore))
    return whole


def _arch(draw: ImageDraw.ImageDraw, width: int, shore: int) -> None:
    """Draw the bridge: nine bundled canes, posts, a hand rail, someone who crosses."""
    dark: Colour = (86, 62, 36)

    def height(x: float, rise: float) -> float:
        return shore - rise * math.sin(math.pi * (x - 150) / (width - 300))

    posts = range(150, width - 149, 49)
    for cane in range(5):
        points = [(x, height(x, 170) + 7 * cane) for x in range(150, width - 149, 6)]
        draw.line(points, fill=between(dark, (190, 150, 84), cane / 5), width=5)
    draw.line([(x, height(x, 170) - 52) for x in range(150, width - 149, 6)], fill=dark, width=6)
    for x in posts:
        draw.line((x, height(x, 170), x, height(x, 170) - 52), fill=dark, width=5)
    x, y = 700, height(700, 170)
    draw.line((x, y - 10, x, y - 66), fill=(60, 46, 44), width=22)
    draw.polygon(((x - 34, y - 72), (x, y - 104), (x + 34, y - 72)), fill=(150, 110, 60))


def tide() -> Image.Image:
    """The height of the water over a day: high twice, low twice."""
    width, height, left, bottom = 600 * SCALE, 300 * SCALE, 60, 520
    picture = ground((width, height), (250, 247, 238), (238, 240, 236))
    draw = ImageDraw.Draw(picture)
    curve = [
        (x, 300 - 170 * math.cos((x - left) / 1080 * 4 * math.pi * 0.966 + 0.6))
        for x in range(left, width - 40, 4)
    ]
    draw.polygon([(left, bottom), *curve, (curve[-1][0], bottom)], fill=(150, 190, 204))
    draw.line(curve, fill=(38, 94, 120), width=9)
    for hour in range(0, 25, 6):
        x = left + hour * 44
        draw.line((x, 80, x, bottom), fill=(206, 204, 196), width=2)
        draw.ellipse((x - 7, bottom - 7, x + 7, bottom + 7), fill=(90, 86, 80))
    draw.line((left, bottom, width - 40, bottom), fill=(90, 86, 80), width=4)
    return picture


def main() -> None:
    """Write the pictures, in few colours, so that they are small."""
    for name, picture, colours in (("bridge", bridge(), 64), ("tide", tide(), 24)):
        small = picture.resize(
            (picture.width // SCALE, picture.height // SCALE), Image.Resampling.BOX
        )
        small.quantize(colours).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
