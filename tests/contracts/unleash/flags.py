"""Sets flags up in an Unleash over its API, as an administrator does; the fake and the real one alike."""

from typing import Any, Final

import httpx

from tests.fakes.unleash import ADMIN_TOKEN

PROJECT: Final = "/api/admin/projects/default/features"

Json = dict[str, Any]


class Flags:
    """The flags of one Unleash, through a client of the administrator's."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def _do(self, method: str, path: str, said: Any = None) -> Any:
        reply = await self._client.request(method, path, json=said, headers={"authorization": ADMIN_TOKEN})
        assert reply.status_code < 300, f"{method} {path}: {reply.status_code} {reply.text}"
        is_json = reply.headers.get("content-type", "").startswith("application/json")
        return reply.json() if is_json and reply.content else None

    async def make(self, name: str, description: str = "") -> None:
        await self._do("POST", PROJECT, {"name": name, "type": "release", "description": description})

    async def strategy(self, name: str, strategy: Json, environment: str = "production") -> str:
        """The id of the strategy that was added."""
        added = await self._do("POST", f"{PROJECT}/{name}/environments/{environment}/strategies", strategy)
        return str(added["id"])

    async def change(self, name: str, id_: str, strategy: Json, environment: str = "production") -> None:
        await self._do("PUT", f"{PROJECT}/{name}/environments/{environment}/strategies/{id_}", strategy)

    async def turn(self, name: str, state: str, environment: str = "production") -> None:
        """state: `on` or `off`."""
        await self._do("POST", f"{PROJECT}/{name}/environments/{environment}/{state}", {})

    async def on(self, name: str, *strategies: Json) -> None:
        """A new flag, on in production with these strategies."""
        await self.make(name)
        for one in strategies:
            await self.strategy(name, one)
        await self.turn(name, "on")

    async def stale(self, name: str) -> None:
        await self._do("PATCH", f"{PROJECT}/{name}", [{"op": "replace", "path": "/stale", "value": True}])

    async def archive(self, name: str) -> None:
        await self._do("DELETE", f"{PROJECT}/{name}")

    async def tag(self, name: str, type_: str, value: str) -> None:
        await self._client.post(
            "/api/admin/tag-types", json={"name": type_}, headers={"authorization": ADMIN_TOKEN}
        )  # refused where there is one already
        await self._do("POST", f"/api/admin/features/{name}/tags", {"type": type_, "value": value})

    async def depend(self, child: str, parent: str, enabled: bool = True) -> None:
        await self._do("POST", f"{PROJECT}/{child}/dependencies", {"feature": parent, "enabled": enabled})

    async def segment(self, name: str, *constraints: Json) -> int:
        """The id of a new segment."""
        made = await self._do("POST", "/api/admin/segments", {"name": name, "constraints": [*constraints]})
        return int(made["id"])

    async def search(self) -> int:
        """The status of one request that counts towards the small quota of the search."""
        headers = {"authorization": ADMIN_TOKEN}
        return (await self._client.get("/api/admin/search/features?limit=1", headers=headers)).status_code


def share(percent: int, by: str = "userId", **more: Any) -> Json:
    """A gradual rollout."""
    parameters = {"rollout": str(percent), "stickiness": by, "groupId": "contract"}
    return {"name": "flexibleRollout", "parameters": parameters, **more}


def variant(name: str) -> Json:
    """The only variant there is."""
    return {"name": name, "weight": 1000, "weightType": "variable", "stickiness": "default"}


def constraint(attribute: str, operator: str, *values: str, **more: Any) -> Json:
    return {"contextName": attribute, "operator": operator, "values": [*values], **more}
