"""A section of a descriptor (`metadata`, `spec` …), read field by field, noting in words what does not fit. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog_client.documents import NotText, Value


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping, and where it stands. faults: what was found wrong so far; sections of one descriptor share it."""

    path: str
    values: Mapping[str, Value]
    faults: list[str]

    def text(self, key: str) -> str:
        """A text without blanks around it; empty where it is absent or is none."""
        return self._text(self.path_of(key), self.values[key]) if key in self.values else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, without the empty ones."""
        return tuple(text for item in self.items(key) if (text := self._text(self.path_of(key), item)))

    def items(self, key: str) -> list[Value]:
        """A list of whatever; empty where it is absent or is none."""
        match self.values.get(key, []):
            case list(items):
                return items
            case other:
                self._note(self.path_of(key), other, "a list")
                return []

    def section(self, key: str) -> "Section":
        """A mapping within this one; empty where it is absent or is none."""
        match self.values.get(key, {}):
            case dict(values):
                return Section(self.path_of(key), values, self.faults)
            case other:
                self._note(self.path_of(key), other, "a mapping")
                return Section(self.path_of(key), {}, self.faults)

    def pairs(self, key: str) -> dict[str, str]:
        """A mapping of texts, without those that have none."""
        section = self.section(key)
        read = ((name, section.text(name)) for name in section.values)
        return {name: text for name, text in read if text or section.values[name] == ""}

    def path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _text(self, path: str, value: Value) -> str:
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, NotText):
            self.faults.append(f"{path} is {value.sort}, not text; it is read as “{value.written}”")
            return value.written
        self._note(path, value, "text")
        return ""

    def _note(self, path: str, value: Value, wanted: str) -> None:
        match value:
            case None:
                self.faults.append(f"{path} has no value")
            case {"$text": _} | {"$json": _} | {"$yaml": _}:
                self.faults.append(f"{path} stands in another file, which is not read")
            case _:
                self.faults.append(f"{path} is {sort_of(value)}, not {wanted}")


def sort_of(value: Value) -> str:
    """What a value is, in words."""
    match value:
        case str():
            return "text"
        case NotText():
            return value.sort
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case None:
            return "empty"
