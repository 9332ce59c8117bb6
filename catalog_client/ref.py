"""Entity refs: how one entity of the catalog names another."""

import re

import msgspec

_REF = re.compile(
    r"""(?:(?P<kind>[^:/\s]+):)?      # component:
        (?:(?P<namespace>[^:/\s]+)/)?  # default/
        (?P<name>[^:/\s]+)             # payments-api
        """,
    re.VERBOSE,
)

DEFAULT_NAMESPACE = "default"


class EntityRef(msgspec.Struct, frozen=True, order=True, gc=False):
    """`kind:namespace/name`, all lower case, as the catalog compares them.

    Like a frozen dataclass, but compared and hashed in C: a large catalog holds half a million refs and relations.

    Source: Backstage's "Entity References"; refs in relations and cursors are always lower-cased.
    """

    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, kind: str, namespace: str, name: str) -> "EntityRef":
        """The ref of an entity whose parts are written in any case."""
        return cls(kind.lower(), namespace.lower(), name.lower())

    @classmethod
    def parse(cls, text: str, *, kind: str | None = None, namespace: str = DEFAULT_NAMESPACE) -> "EntityRef":
        """Read `[kind:][namespace/]name`, completing what is missing from `kind` and `namespace`.

        Raises: ValueError, when the text is no ref or has no kind and none is given.
        """
        match = _REF.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not an entity ref: {text!r}")
        found_kind = match["kind"] or kind
        if not found_kind:
            raise ValueError(f"an entity ref without a kind: {text!r}")
        return cls.of(found_kind, match["namespace"] or namespace, match["name"])

    def __str__(self) -> str:
        return f"{self.kind}:{self.namespace}/{self.name}"
