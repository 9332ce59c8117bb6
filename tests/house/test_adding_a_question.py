"""The code in docs/adding-a-question.md runs: the question it adds passes the test it adds."""

from pathlib import Path

from tests.house.pages import files_on, insist_on_our_hand, insist_that_tests_pass

PAGE = "docs/adding-a-question.md"


def test_the_page_shows_a_file_and_its_test() -> None:
    assert files_on(PAGE).keys() == {"handlers/reliance.py", "tests/handlers/test_reliance.py"}


def test_the_test_on_the_page_passes(tmp_path: Path) -> None:
    insist_that_tests_pass(PAGE, "handlers", tmp_path)


def test_the_code_on_the_page_is_written_as_ours_is(tmp_path: Path) -> None:
    insist_on_our_hand(PAGE, tmp_path)
