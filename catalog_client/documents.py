"""YAML text as plain values, document by document, so that a broken document never takes another one down. Pure.

The rules are those of YAML 1.2's core schema, as Backstage's parser applies them: `on`, `no`, dates and `1_000` are
text, `<<` is a key like any other, and aliases are followed. An alias gives the same value again instead of a copy,
so a file of a few lines cannot grow into gigabytes; and nothing is read deeper than people write.

Source: YAML 1.2.2, sections 9.2 (document markers) and 10.3 (core schema).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeAlias

import yaml
from yaml.cyaml import CBaseLoader

DEEPEST: Final = 100
"""Values nested deeper than this are no descriptor."""


@dataclass(frozen=True, slots=True)
class NotText:
    """A scalar that YAML does not read as text. written: as it stands there; sort: what it is, in words."""

    written: str
    sort: str


Value: TypeAlias = "str | NotText | list[Value] | dict[str, Value] | None"


@dataclass(frozen=True, slots=True)
class Document:
    """One document that is not empty.

    number: its place among them, from 1. faults: what is odd in it but can be read, in words, with the line.
    """

    number: int
    value: Value
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A document that is no YAML, and why, in words, with the line."""

    number: int
    reason: str


_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decoded(data: bytes) -> str:
    """The text of a YAML file: UTF-8 or what its byte order mark says, U+FFFD for what is neither, as Backstage."""
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8-sig")
    return data.decode(encoding, errors="replace")


_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_SAYS_SOMETHING = re.compile(r"^[ \t]*[^\s#%]", re.MULTILINE)


def documents(text: str) -> Iterator[Document | Broken]:
    """Every document of `text`, in order. Never raises, whatever the text."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    number = 0
    for first_line, piece in _pieces(lines):
        read = _read(number + 1, first_line, piece)
        if isinstance(read, Broken) or read.value is not None:
            number += 1
            yield read


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text cut before each document marker, with the number of the line each piece begins on.

    Nothing else of YAML may begin a line with a marker, not even a text of several lines, so this cuts no document.
    """
    cuts = [0, *(match.start() for match in _MARKER.finditer(text)), len(text)]
    line = 1
    for start, end in pairwise(cuts):
        piece = text[start:end]
        body = piece.removeprefix("...")
        if _SAYS_SOMETHING.search(body.removeprefix("---")):
            yield line, body
        line += piece.count("\n")


def _read(number: int, first_line: int, piece: str) -> Document | Broken:
    reading = _Reading(first_line)
    try:
        node = yaml.compose(piece, Loader=_Loader)
        value = reading.value(node, 0) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        return Broken(number, f"line {line}: {error.problem or error.context or 'this is no YAML'}")
    except yaml.YAMLError as error:
        return Broken(number, str(error).partition("\n")[0])
    except UnicodeEncodeError:
        return Broken(number, "it has half characters (lone surrogates)")
    except _TooDeepError as error:
        return Broken(number, str(error))
    return Document(number, value, reading.faults())


_DOUBLES_SHOWN: Final = 3
_PLAIN: Final = "plain"
_CORE = re.compile(
    r"""(?P<null>null|Null|NULL|~|)
      | (?P<bool>true|True|TRUE|false|False|FALSE)
      | (?P<int>[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)
      | (?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
          |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))
    """,
    re.VERBOSE,
)
_SORTS: Final = {"bool": "true or false", "int": "a number", "float": "a number"}


class _Loader(CBaseLoader):
    """libyaml, leaving it to us what a scalar without quotes and tag is."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        plain = isinstance(implicit, tuple) and implicit[0]
        return _PLAIN if plain else ""


class _TooDeepError(Exception):
    pass


@dataclass(slots=True)
class _Reading:
    """One document on its way to plain values.

    known: what each node became, so that aliases share it. doubles: keys that stand twice, with the line.
    """

    first_line: int
    known: dict[int, Value] = field(default_factory=dict)
    doubles: list[str] = field(default_factory=list)

    def faults(self) -> tuple[str, ...]:
        if not self.doubles:
            return ()
        shown = ", ".join(self.doubles[:_DOUBLES_SHOWN])
        more = len(self.doubles) - _DOUBLES_SHOWN
        return (f"keys stand twice, the last one counts: {shown}{f' and {more} more' if more > 0 else ''}",)

    def value(self, node: yaml.Node, depth: int) -> Value:
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self.known:
            return self.known[id(node)]
        if depth == DEEPEST:
            raise _TooDeepError(f"line {self._line(node)}: it is nested more than {DEEPEST} deep")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        values: list[Value] = []
        self.known[id(node)] = values
        values.extend(self.value(item, depth + 1) for item in node.value)
        return values

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Value:
        values: dict[str, Value] = {}
        self.known[id(node)] = values
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # `{{ name }}`, a placeholder of a template: a mapping whose key is a mapping
            if key.value in values:
                self.doubles.append(f"{key.value} (line {self._line(key)})")
            values[key.value] = self.value(value, depth + 1)
        return values

    def _line(self, node: yaml.Node) -> int:
        return self.first_line + node.start_mark.line


def _scalar(node: yaml.ScalarNode) -> str | NotText | None:
    text: str = node.value
    if node.tag != _PLAIN or not (match := _CORE.fullmatch(text)):
        return text
    sort = _SORTS.get(match.lastgroup or "")
    return NotText(text, sort) if sort else None
