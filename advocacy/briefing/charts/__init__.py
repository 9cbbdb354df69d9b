"""Charts as frozen values, their text alternative, and where each of their marks stands."""

from advocacy.briefing.charts.bars import Chart
from advocacy.briefing.charts.build import series_chart, stacked, tile_map, timeline
from advocacy.briefing.charts.drawing import Drawing, Spoken
from advocacy.briefing.charts.stacked import Stacked
from advocacy.briefing.charts.tiles import Map, Tile, TileMap
from advocacy.briefing.charts.timeline import Entry, Timeline
from advocacy.briefing.charts.trend import Trend

__all__ = [
    "Chart",
    "Drawing",
    "Entry",
    "Map",
    "Spoken",
    "Stacked",
    "Tile",
    "TileMap",
    "Timeline",
    "Trend",
    "series_chart",
    "stacked",
    "tile_map",
    "timeline",
]
