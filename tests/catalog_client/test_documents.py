"""YAML text as plain values: 1.2 rules, and every document on its own."""

from hypothesis import given
from hypothesis import strategies as st

from catalog_client.documents import Broken, Document, NotText, Value, decoded, documents


def only(text: str) -> Value:
    (document,) = documents(text)
    assert isinstance(document, Document), document
    return document.value


def test_what_yaml_1_1_took_for_something_else_is_text() -> None:
    written = "[on, off, yes, no, y, 2026-11-23, 10:20, 1_000, 0b1, =, <<, 'true']"
    assert only(written) == ["on", "off", "yes", "no", "y", "2026-11-23", "10:20", "1_000", "0b1", "=", "<<", "true"]


def test_numbers_keep_the_way_they_are_written() -> None:
    written = ["1", "-2", "012", "0o17", "0xFF", "1.10", ".5", "1e3", "-.inf", ".NaN"]
    assert only(f"[{', '.join(written)}]") == [NotText(text, "a number") for text in written]


def test_true_and_nothing_are_known() -> None:
    assert only("[true, False, ~, null, '', ]") == [
        NotText("true", "true or false"),
        NotText("False", "true or false"),
        None,
        None,
        "",
    ]


def test_a_tag_says_what_a_value_is() -> None:
    assert only("[!!str 7, !whatever no]") == ["7", "no"]


def test_a_broken_document_leaves_the_others_alone() -> None:
    first, second, third = documents("---\nname: one\n---\nname: [two\n---\nname: three\n")
    assert first == Document(1, {"name": "one"})
    assert isinstance(second, Broken)
    assert (second.number, second.reason.partition(":")[0]) == (2, "line 5")
    assert third == Document(3, {"name": "three"})


def test_markers_within_texts_do_not_cut_them() -> None:
    assert only("text: |\n  one\n  ---\n  ...\n  two\nmore: ----\n") == {
        "text": "one\n---\n...\ntwo\n",
        "more": "----",
    }


def test_empty_documents_comments_and_directives_are_not_counted() -> None:
    text = "# a licence\n%YAML 1.2\n---\n---\n# nothing yet\n---\n~\n...\n%YAML 1.2\n--- # here\na: b\n...\n"
    assert list(documents(text)) == [Document(1, {"a": "b"})]


def test_line_breaks_of_every_system_are_line_breaks() -> None:
    assert [*documents("\ufeff--- \r\na: b\r\n---\r\nc: d\r\n")] == [*documents("---\ra: b\r---\rc: d\r")]


def test_a_key_that_stands_twice_is_noted_with_its_line_and_the_last_one_counts() -> None:
    (document,) = documents("---\na: 'first'\nb: {}\na: 'last'\n")
    assert document == Document(1, {"a": "last", "b": {}}, ("keys stand twice, the last one counts: a (line 4)",))


def test_a_placeholder_of_a_template_is_an_empty_mapping() -> None:
    assert only("name: {{ values.name }}") == {"name": {}}


def test_aliases_give_the_same_value_however_many_there_are() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
    value = only(bomb)
    assert isinstance(value, dict)
    assert len(value) == 40


def test_a_value_may_hold_itself() -> None:
    value = only("a: &a [b, *a]")
    assert isinstance(value, dict)
    inner = value["a"]
    assert isinstance(inner, list)
    assert inner[1] is inner


def test_nesting_without_end_is_no_document() -> None:
    for text in ("[" * 90_000, "a: " + "[" * 200 + "]" * 200, "- " * 90_000 + "x", "{a: " * 5000):
        (broken,) = documents(text)
        assert isinstance(broken, Broken)
        assert broken.reason.startswith("line 1: ")


def test_files_of_windows_editors_are_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decoded("name: Žofie\n".encode(encoding)) == "name: Žofie\n"
    assert decoded("name: Žofie\n".encode("cp1250")) == "name: \ufffdofie\n"


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_can_be_read(data: bytes) -> None:
    for document in documents(decoded(data)):
        assert document.number >= 1


@given(st.text(st.sampled_from("-.:#&*![]{}%@`'\"|>? \n\tab0")))
def test_any_text_can_be_read(text: str) -> None:
    for document in documents(text + "\ud800"):
        assert isinstance(document, Document | Broken)
