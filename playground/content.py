"""The content of a message somebody sends, checked as Slack checks it. Pure.

Source: Slack's "chat.postMessage", "chat.update", "Truncating content"; the limit on all blocks together is not
documented and was met at about 13,000 characters.
"""

from collections.abc import Mapping
from typing import Any, Final

from playground.arguments import Arguments
from playground.blockkit import MOST_IN_MESSAGE, problems_of
from playground.refusal import Refused, refused_because
from playground.workspace import Draft

MOST_TEXT: Final = 40_000
MOST_UPDATED_TEXT: Final = 4_000
MOST_MARKDOWN: Final = 12_000
MOST_BLOCK_CHARACTERS: Final = 13_000
MOST_ATTACHMENTS: Final = 100
MOST_METADATA: Final = 8_000


def draft_of(arguments: Arguments, *, thread_ts: str | None = None) -> Draft:
    """A new message's content; a text that is too long is cut, as Slack does.

    Raises: Refused, `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`,
        `too_many_attachments`, `invalid_attachments`, `markdown_text_conflict`, `invalid_metadata_format` or
        `metadata_too_large`.
    """
    text = arguments.optional("text")[:MOST_TEXT]
    blocks = _blocks(arguments)
    attachments = _attachments(arguments)
    if "markdown_text" in arguments:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        text = arguments.text("markdown_text")
        if len(text) > MOST_MARKDOWN:
            raise Refused("msg_too_long")
        blocks = [{"type": "markdown", "text": text}]
    if not text.strip() and not blocks and not attachments:
        raise Refused("no_text")
    return Draft(
        text,
        blocks,
        attachments,
        thread_ts=thread_ts,
        metadata=_metadata(arguments),
        links_names=arguments.flag("link_names") or arguments.optional("parse") == "full",
        unfurls=arguments.flag("unfurl_links", default=True),
    )


def updated_draft_of(arguments: Arguments, before: Draft) -> Draft:
    """A message's new content. Blocks stay only where no text is given. Raises: Refused, as above, `msg_too_long`."""
    if len(arguments.optional("text")) > MOST_UPDATED_TEXT:
        raise Refused("msg_too_long")
    given = dict(arguments.given)
    if "text" not in given and "blocks" not in given and "markdown_text" not in given:
        given |= {"text": before.text, "blocks": [*before.blocks]}
    if "attachments" not in given and "text" not in given:
        given |= {"attachments": [*before.attachments]}
    return draft_of(Arguments(given))


def _blocks(arguments: Arguments) -> list[Mapping[str, Any]]:
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    problems = problems_of(blocks, "message", most=MOST_IN_MESSAGE)
    if problems:
        raise refused_because("invalid_blocks", problems)
    if _characters(blocks) > MOST_BLOCK_CHARACTERS or _markdown(blocks) > MOST_MARKDOWN:
        raise Refused("msg_blocks_too_long")
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise refused_because("invalid_attachments", ["only_one_table_allowed"])
    return blocks


def _markdown(blocks: list[Mapping[str, Any]]) -> int:
    """The characters of all markdown blocks together."""
    return sum(len(block["text"]) for block in blocks if block["type"] == "markdown")


def _characters(part: Any) -> int:
    """The characters of all texts in some blocks."""
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(_characters(value) for value in part.values())
    return sum(_characters(value) for value in part) if isinstance(part, list) else 0


def _attachments(arguments: Arguments) -> list[Mapping[str, Any]]:
    attachments = arguments.structure("attachments", "invalid_attachments")
    if attachments is None:
        return []
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    for index, attachment in enumerate(attachments):
        problems = problems_of(attachment.get("blocks", []), "message", f"/attachments/{index}/blocks")
        if problems:
            raise refused_because("invalid_blocks", problems)
    return attachments


def _metadata(arguments: Arguments) -> Mapping[str, Any]:
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return {}
    if not isinstance(metadata, dict) or not {"event_type", "entities"}.intersection(metadata):
        raise Refused("invalid_metadata_format")
    if len(str(metadata)) > MOST_METADATA:
        raise Refused("metadata_too_large")
    return metadata
