"""What the text of a setting may be, checked and made regular. Pure; every check raises ValueError.

No message here names a value, since it may be a secret.
"""

from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

from bot.stores.address import address_of


def words(text: object) -> object:
    """A text as its words; anything else as it is."""
    return tuple(text.split()) if isinstance(text, str) else text


def catalog_source(source: str) -> str:
    """A base URL, or a path."""
    if "://" not in source:
        return source
    parts = urlsplit(source)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
        raise ValueError("neither a base URL nor a path")
    return source.rstrip("/")


def redis_url(url: SecretStr) -> SecretStr:
    """The address of a Redis."""
    address_of(url.get_secret_value())
    return url


def oncall_source(source: SecretStr) -> SecretStr:
    """`pagerduty`, or `ical:NAME=PLACE`; the address of a feed is a secret, for who has it can read the calendar."""
    kind, _, rest = source.get_secret_value().partition(":")
    name, _, place = rest.partition("=")
    if source.get_secret_value() != "pagerduty" and (kind != "ical" or not name or not place):
        raise ValueError("no source of on-call schedules")
    return source


def account_url(written: str) -> str:
    """`URL`, or `ACCOUNT=URL`."""
    account, _, url = written.rpartition("=") if "://" not in written.partition("=")[0] else ("", "", written)
    return f"{account}={base_url(url)}" if account else base_url(url)


def rollout_source(source: str) -> str:
    """`unleash`, `flagd:PLACE` or `launchdarkly:PROJECT`."""
    kind, _, place = source.partition(":")
    if source != "unleash" and (kind not in {"flagd", "launchdarkly"} or not place):
        raise ValueError("no source of rollouts")
    return source


def base_url(url: str) -> str:
    """The base of something served over HTTP, without a password in it."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
        raise ValueError("not a base URL")
    return url.rstrip("/")


def web_api(url: str) -> str:
    """The base of a Web API, with a slash at its end."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not a URL")
    return url.rstrip("/") + "/"


def token(*prefixes: str) -> AfterValidator:
    """A check that a token begins as its kind does."""

    def checked(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefixes):
            raise ValueError("another kind of token")
        return token

    return AfterValidator(checked)
