"""Turns the table of emoji that Slack's short names come from into the one the page reads.

npm pack emoji-datasource@16.0.0 && tar xzf emoji-datasource-16.0.0.tgz package/emoji.json
python -m tests.browser.emoji_table package/emoji.json > playground/page/drawing/emoji_table.js
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

_HEAD: Final = """\
// Slack's short names of emoji, one emoji a line: `+` where it takes a skin tone, the emoji, its names.
// From emoji-datasource 16.0.0 (iamcal/emoji-data), by tests/browser/emoji_table.py.
// Copyright (c) 2013 Cal Henderson. Permission is hereby granted, free of charge, to any person obtaining a copy of this
// software and associated documentation files (the "Software"), to deal in the Software without restriction, including
// without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
// Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions: the
// above copyright notice and this permission notice shall be included in all copies or substantial portions of the
// Software. The software is provided "as is", without warranty of any kind, express or implied.
"""


def table(emoji: list[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of the page's module. emoji: as emoji-datasource has them."""
    yield _HEAD
    yield "export const TABLE = `"
    for each in sorted(emoji, key=lambda one: int(one["sort_order"])):
        sign = "".join(chr(int(point, 16)) for point in each["unified"].split("-"))
        tone = "+" if "skin_variations" in each else ""
        yield f"{tone}{sign} {' '.join(each['short_names'])}"
    yield "`;"


if __name__ == "__main__":
    print("\n".join(table(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
