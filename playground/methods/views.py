"""Modals and home tabs: views.*."""

from typing import Any, Final

from playground.arguments import Arguments
from playground.blockkit import problems_of_view
from playground.methods.method import TIER_4, Answer, Method
from playground.refusal import Refused, refused_because
from playground.world import World


def _view(arguments: Arguments, *kinds: str) -> dict[str, Any]:
    view = arguments.structure("view")
    if not isinstance(view, dict):
        raise refused_because("invalid_arguments", ["missing required field: view"])
    problems = problems_of_view(view)
    if view.get("type") not in kinds:
        problems = [f"unsupported type: {view.get('type')} [json-pointer:/view/type]", *problems]
    if problems:
        raise refused_because("invalid_arguments", problems)
    return view


def _person(world: World, arguments: Arguments) -> str:
    """The person a trigger id is for; one with a view that is refused is not used up."""
    name = "interactivity_pointer" if "interactivity_pointer" in arguments else "trigger_id"
    return world.passes.use_trigger(arguments.text(name))


def _open(world: World, arguments: Arguments) -> Answer:
    view = _view(arguments, "modal")
    return {"view": dict(world.workspace.views.open(_person(world, arguments), view))}


def _push(world: World, arguments: Arguments) -> Answer:
    view = _view(arguments, "modal")
    return {"view": dict(world.workspace.views.push(_person(world, arguments), view))}


def _update(world: World, arguments: Arguments) -> Answer:
    view = _view(arguments, "modal", "home")
    view_id = arguments.optional("view_id") or arguments.optional("external_id")
    if not view_id:
        raise refused_because("invalid_arguments", ["missing required field: view_id"])
    return {"view": dict(world.workspace.views.update(view_id, view, arguments.optional("hash") or None))}


def _publish(world: World, arguments: Arguments) -> Answer:
    view = _view(arguments, "home")
    user = arguments.text("user_id")
    if user not in world.workspace.people.users:
        raise Refused("user_not_found")
    return {"view": dict(world.workspace.views.publish(user, view, arguments.optional("hash") or None))}


METHODS: Final = (
    Method("views.open", _open, (), TIER_4),
    Method("views.push", _push, (), TIER_4),
    Method("views.update", _update, (), TIER_4),
    Method("views.publish", _publish, (), TIER_4),
)
