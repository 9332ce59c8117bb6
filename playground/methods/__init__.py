"""The Web API's methods: one file per family, each with its table; METHODS is all of them."""

from collections.abc import Mapping
from typing import Final

from playground.methods import apps, chat, conversations, people, views
from playground.methods.method import Method

METHODS: Final[Mapping[str, Method]] = {
    method.name: method for family in (apps, chat, conversations, people, views) for method in family.METHODS
}
