"""Addresses are found whole, and what is added or taken out later counts at once, in the later book only."""

from bot.addressbook import AddressBook


def test_an_address_leads_to_all_that_have_it() -> None:
    book = AddressBook([("git.example/a", 2), ("git.example/b", 1), ("git.example/a", 0)])
    assert (book.at("git.example/a"), book.at("git.example/b"), book.at("git.example")) == ((0, 2), (1,), ())


def test_a_later_book_has_what_was_added_and_lacks_what_was_taken_out() -> None:
    book = AddressBook([("git.example/a", 0)])
    later = book.copy()
    later.add("git.example/a", 5)
    later.add("git.example/new", 6)
    later.forget(0)
    assert (later.at("git.example/a"), later.at("git.example/new")) == ((5,), (6,))
    assert (book.at("git.example/a"), book.at("git.example/new")) == ((0,), ())
