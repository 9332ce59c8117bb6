"""Who in the catalog holds a shift: by whatever the source of it tells of them."""

from catalog_client import Entity, EntityRef, Snapshot
from handlers.shifts import Holder
from handlers.sources import Sources


def user_of(holder: Holder, sources: Sources) -> EntityRef | None:
    """The User that holds it. Where nothing is known of Slack, the one of that address, else the only one so called."""
    if sources.acquaintances is not None:
        return sources.acquaintances.user_of(holder.email, holder.name, holder.slack_id)
    return _in_catalog(holder, sources.catalog)


def _in_catalog(holder: Holder, catalog: Snapshot) -> EntityRef | None:
    email, name = holder.email.lower(), holder.name.casefold()
    users = catalog.of_kind("user")
    if email and (found := next((one.ref for one in users if one.email.lower() == email), None)) is not None:
        return found
    called = [one.ref for one in users if name in _names(one)]
    return called[0] if len(called) == 1 else None


def _names(user: Entity) -> set[str]:
    return {one.casefold() for one in (user.display_name, user.title, user.name) if one}
