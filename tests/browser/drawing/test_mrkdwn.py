"""mrkdwn as Slack draws it, in a real browser."""

import re

import pytest

from tests.browser.drawing.stage import Stage


def _bare(html: str) -> str:
    """The tags alone: what they look like is the style sheet's business."""
    return re.sub(r"<(\w+)[^>]*>", r"<\1>", html)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
        ("*_both_*, (*in brackets*)", "<strong><em>both</em></strong>, (<strong>in brackets</strong>)"),
        ("*_~all~_*", "<strong><em><s>all</s></em></strong>"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("*not this * nor * that", "*not this * nor * that"),
        ("**two** and __two__", "**two** and __two__"),
        ("*over\nlines*", "*over<br>lines*"),
        ("`*code* &lt;b&gt;` after", "<code>*code* &lt;b&gt;</code> after"),
        ("*with `a*b` in*", "<strong>with <code>a*b</code> in</strong>"),
        ("`` and `", "`` and `"),
        ("before\n```\nline *1*\n  line 2\n```\nafter", "before<pre><code>line *1*\n  line 2</code></pre>after"),
        ("```never closed", "```never closed"),
        ("a\n\nb", "a<br><br>b"),
        ("said:\n&gt; one\n&gt; *two*\nme", "said:<blockquote>one<br><strong>two</strong></blockquote>me"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all<br>of it</blockquote>"),
        ("1 &gt; 0 &amp;&amp; 0 &lt; 1", "1 &gt; 0 &amp;&amp; 0 &lt; 1"),
        ("&amp;lt; stays", "&amp;lt; stays"),
        ("- a\n• b", "- a<br>• b"),
        ("*<@U2>* ok", "<strong><button><bdi>@Mei Chen</bdi></button></strong> ok"),
        ("<@U9|zed> <@U8>", "<button><bdi>@zed</bdi></button> <button><bdi>@U8</bdi></button>"),
        ("in <#C1> or <#C9|far>", "in <button><bdi>#general</bdi></button> or <button><bdi>#far</bdi></button>"),
        ("<!here>, <!subteam^S1|@beep>", "<span>@here</span>, <span><bdi>@beep</bdi></span>"),
        ("<!odd|as told> <!odd>", "as told &lt;!odd&gt;"),
        ("<not special>", "&lt;not special&gt;"),
    ],
)
def test_words_are_marked_as_slack_marks_them(stage: Stage, typed: str, drawn: str) -> None:
    assert _bare(stage.text(typed)) == drawn


def test_links_are_followed_by_the_page(stage: Stage) -> None:
    stage.text("<https://x.example/a?b=1&amp;c=2|the *docs*>, https://y.example/_p_/q. and <mailto:a@b.example|mail>")
    links = stage.here.get_by_role("link")

    assert links.all_text_contents() == ["the *docs*", "https://y.example/_p_/q", "mail"]
    links.first.click()
    assert stage.calls() == [["link", "https://x.example/a?b=1&c=2"]]


def test_verbatim_text_makes_no_links_of_its_own(stage: Stage) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "https://x.example", "verbatim": True}}
    stage.blocks(section)

    assert stage.here.get_by_role("link").count() == 0


def test_whoever_is_mentioned_can_be_looked_at_and_the_viewer_stands_out(stage: Stage) -> None:
    stage.text("<@U1> and <@U2> in <#C1>")
    stage.here.get_by_text("@Mei Chen").click()
    stage.here.get_by_text("#general").click()

    assert stage.calls() == [["user", "U2"], ["channel", "C1"]]
    assert stage.here.locator(".d-mention-me").all_text_contents() == ["@Ana Ruiz"]


@pytest.mark.parametrize(
    ("format_", "written"),
    [
        ("{date_num}", "2014-02-19"),
        ("{date_slash}", "02/19/2014"),
        ("{date}", "February 19th, 2014"),
        ("{date_short}", "Feb 19, 2014"),
        ("{date_long}", "Wednesday, February 19th, 2014"),
        ("{date_pretty}", "February 19th, 2014"),
        ("{date_short_pretty}", "Feb 19, 2014"),
        ("{time}", "12:39 AM"),
        ("{time_secs}", "12:39:42 AM"),
        ("Posted {date_num} at {time}", "Posted 2014-02-19 at 12:39 AM"),
        ("{what_is_this}", "otherwise"),
    ],
)
def test_moments_are_written_in_the_viewers_zone(stage: Stage, format_: str, written: str) -> None:
    stage.text(f"<!date^1392766782^{format_}|otherwise>")

    assert stage.here.inner_text() == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (1_795_600_000, "today, in 0 seconds"),
        (1_795_600_000 - 86_400, "yesterday, 1 day ago"),
        (1_795_600_000 + 86_400, "tomorrow, in 1 day"),
        (1_795_600_000 - 3 * 86_400, "November 22nd, 3 days ago"),
    ],
)
def test_near_days_go_by_name_and_without_the_year(stage: Stage, seconds: int, written: str) -> None:
    stage.text(f"<!date^{seconds}^{{date_pretty}}, {{ago}}|otherwise>")

    assert stage.here.inner_text() == written


def test_a_viewer_of_another_zone_and_language_reads_their_own_time(stage: Stage) -> None:
    stage.text("<!date^1392766782^{date_long} {time}|x>", zone="Asia/Shanghai", locale="de-DE")

    assert stage.here.inner_text() == "Mittwoch, 19. Februar 2014 7:39"


def test_a_moment_that_is_none_falls_back_and_a_linked_one_is_a_link(stage: Stage) -> None:
    stage.text("<!date^soon^{time}|later> <!date^1392766782^{time}^https://x.example|x>")

    assert stage.here.inner_text() == "later 12:39 AM"
    assert stage.here.get_by_role("link").inner_text() == "12:39 AM"


def test_emoji_go_by_slacks_names_with_skin_tones(stage: Stage) -> None:
    stage.text(":tada: :+1::skin-tone-5: :not_one_of_them: at 10:30:45 :flag-es: `:tada:`")

    assert stage.here.inner_text() == "🎉 👍🏾 :not_one_of_them: at 10:30:45 🇪🇸 :tada:"


def test_every_name_has_an_emoji(stage: Stage) -> None:
    names = stage.page.evaluate(
        """async () => {
          const { emoji, emojiNames } = await import("/page/drawing/index.js");
          return emojiNames().map((name) => [name, emoji(name), emoji(`${name}::skin-tone-2`)]);
        }"""
    )

    assert len(names) > 1900
    assert [name for name, plain, toned in names if not (plain and toned)] == []
    assert {name: toned for name, _, toned in names}["male-technologist"] == "👨🏻‍💻"


def test_the_preview_of_a_message_is_plain_words(stage: Stage) -> None:
    text = "*Hi* <@U2>, see <https://x.example|the docs> in <#C1> :tada:\n&gt; &lt;quoted&gt;"
    block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "_only_ blocks"},
        "fields": [{"type": "plain_text", "text": "and *fields*"}],
    }

    assert stage.message({"text": text}) == "Hi @Mei Chen, see the docs in #general 🎉\n<quoted>"
    assert stage.message({"text": "", "blocks": [block]}) == "only blocks and *fields*"
