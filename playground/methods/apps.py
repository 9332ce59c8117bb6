"""Who the app is, and how it connects: auth.*, apps.*, bots.*, team.*."""

from typing import Final

from playground.arguments import Arguments
from playground.methods.method import SPECIAL, TIER_3, Answer, Method
from playground.refusal import Refused
from playground.world import World


def _auth_test(world: World, arguments: Arguments) -> Answer:
    app, team = world.workspace.app, world.workspace.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": app.name,
        "team_id": team.id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def _connections_open(world: World, arguments: Arguments) -> Answer:
    return {"url": world.socket_url()}


def _bots_info(world: World, arguments: Arguments) -> Answer:
    app = world.workspace.app
    if arguments.optional("bot", app.bot_id) != app.bot_id:
        raise Refused("bot_not_found")
    bot = {"id": app.bot_id, "deleted": False, "name": app.name, "updated": 0, "app_id": app.id}
    return {"bot": {**bot, "user_id": app.bot_user, "icons": {}}}


def _team_info(world: World, arguments: Arguments) -> Answer:
    team = world.workspace.team
    if arguments.optional("team", team.id) != team.id:
        raise Refused("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}


METHODS: Final = (
    Method("auth.test", _auth_test, per_minute=SPECIAL),
    Method("apps.connections.open", _connections_open, ("connections:write",), TIER_3, is_app_level=True),
    Method("bots.info", _bots_info, ("users:read",), TIER_3),
    Method("team.info", _team_info, ("team:read",), TIER_3),
)
