"""A catalog in files: what is read, what is read again, and what is not."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalog_client import CatalogUnreadable, EntityRef
from catalog_client.descriptors import MANAGED_BY
from catalog_client.files import MOST_BYTES, Files
from catalog_client.part import Origin, Part
from tests.shared import shared_data

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def files(place: Path | str) -> Files:
    return Files(str(place), lambda: NOW)


async def read(place: Path | str) -> Part:
    return await files(place).read(None)


def names(part: Part) -> list[str]:
    return [entity.name for entity in part.entities.values()]


def reasons(part: Part) -> list[str]:
    return [problem.reason for problem in part.problems]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a descriptor of widgets with these names; or other text."""

    def write(path: str, *names: str, text: str = "") -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        described = (f"---\nkind: Widget\nmetadata: {{name: {name}}}\n" for name in names)
        file.write_text(text or "".join(described), encoding="utf-8")
        return file

    return write


def location(*targets: str) -> str:
    return f"kind: Location\nmetadata: {{name: all}}\nspec: {{targets: {list(targets)}}}\n"


async def test_a_file_is_read_whatever_its_ending(write: Callable[..., Path]) -> None:
    file = write("catalog.txt", "a", "b")
    origin: Origin = files(file)
    part = await origin.read(None)
    assert (origin.name, part.origin, part.read_at, part.complete) == (str(file), str(file), NOW, False)
    assert names(part) == ["a", "b"]
    assert part.entities[EntityRef("widget", "default", "a")].annotations == {MANAGED_BY: f"file:{file}"}


async def test_a_folder_is_read_to_its_depths_but_for_hidden_and_foreign_ones(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    for path in ("b/c/three.YML", "a.yaml", "b/two.yaml", "x.txt", ".git/x.yaml", "node_modules/m/x.yaml", ".x.yaml"):
        write(path, path.split("/")[-1].split(".")[0])
    assert names(await read(tmp_path)) == ["a", "two", "three"]


async def test_a_glob_is_read_in_the_order_of_paths(write: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        write(f"teams/{name}/catalog-info.yaml", name)
    assert names(await read(tmp_path / "teams/*/catalog-info.yaml")) == ["a", "b", "c"]
    assert names(await read(tmp_path / "**/c*.yaml")) == ["a", "b", "c"]
    assert names(await read(tmp_path / "teams/[ab]")) == ["a", "b"]


async def test_a_path_with_the_characters_of_a_pattern_is_a_path(write: Callable[..., Path], tmp_path: Path) -> None:
    write("[a]/x.yaml", text=location("./y*.yaml"))
    write("[a]/yes.yaml", "yes")
    assert names(await read(tmp_path / "[a]" / "x.yaml")) == ["yes"]


@pytest.mark.parametrize("place", ["nowhere", "nowhere/*.yaml", "empty", "dangling"])
async def test_a_place_without_files_says_what_to_give_instead(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    with pytest.raises(CatalogUnreadable, match=r"There is no descriptor file to read at .*Name such a file"):
        await read(tmp_path / place)


async def test_a_file_without_entities_is_reported(write: Callable[..., Path], tmp_path: Path) -> None:
    write("mkdocs.yml", text="site_name: docs\n")
    part = await read(tmp_path)
    assert [str(problem) for problem in part.problems] == [f"{tmp_path}: there is no entity in it"]


async def test_the_same_entities_come_back_while_nothing_changes_but_known_later(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    write("a.yaml", "a")
    write("broken.yaml", text="kind: [")
    write("all.yaml", text=location("./nowhere.yaml"))
    moments = [NOW, NOW + timedelta(minutes=1)]
    origin = Files(str(tmp_path), iter(moments).__next__)
    first = await origin.read(None)
    second = await origin.read(first)
    assert second.entities is first.entities
    assert second.problems == first.problems != ()
    assert [first.read_at, second.read_at] == moments


async def test_only_what_changed_is_read_again(write: Callable[..., Path], tmp_path: Path) -> None:
    write("a.yaml", "a")
    write("b.yaml", "b")
    origin = files(tmp_path)
    first = await origin.read(None)
    write("b.yaml", "b", "more")
    second = await origin.read(first)
    assert names(second) == ["a", "b", "more"]
    ref = EntityRef("widget", "default", "a")
    assert second.entities[ref] is first.entities[ref]


async def test_files_that_come_and_go_are_noticed(write: Callable[..., Path], tmp_path: Path) -> None:
    write("a.yaml", "a")
    origin = files(tmp_path)
    first = await origin.read(None)
    new = write("b.yaml", "b")
    second = await origin.read(first)
    new.unlink()
    third = await origin.read(second)
    assert [names(part) for part in (first, second, third)] == [["a"], ["a", "b"], ["a"]]


async def test_a_file_replaced_by_one_of_the_same_size_and_time_is_noticed(write: Callable[..., Path]) -> None:
    file = write("a.yaml", "a")
    origin = files(file)
    first = await origin.read(None)
    status = file.stat()
    new = write("new", "b")
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(file)
    assert names(await origin.read(first)) == ["b"]


async def test_a_place_that_vanishes_is_an_error_and_its_return_is_noticed(write: Callable[..., Path]) -> None:
    file = write("a.yaml", "a")
    origin = files(file)
    first = await origin.read(None)
    file.unlink()
    with pytest.raises(CatalogUnreadable):
        await origin.read(first)
    write("a.yaml", "b")
    assert names(await origin.read(first)) == ["b"]


async def test_of_two_descriptions_of_one_entity_the_first_stands(write: Callable[..., Path], tmp_path: Path) -> None:
    first = write("1.yaml", "a", "A")
    second = write("2.yaml", "a")
    part = await read(tmp_path)
    assert names(part) == ["a"]
    assert [str(problem) for problem in part.problems] == [
        f"{first}, widget:default/a: it is described earlier in this file already, which counts",
        f"{second}, widget:default/a: it is described in {first} already, which counts",
    ]


async def test_what_is_no_descriptor_is_reported_and_takes_nothing_down(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    write("a.yaml", "a")
    (tmp_path / "b.yaml").write_bytes(b"kind: \0")
    with (tmp_path / "c.yaml").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    os.mkfifo(tmp_path / "d.yaml")
    (tmp_path / "e.yaml").symlink_to(tmp_path / "nowhere")
    part = await read(tmp_path)
    assert names(part) == ["a"]
    assert reasons(part) == [
        "it is not text",
        "it is larger than 10 MB, so it is not read",
        "it is not a file",
        "it cannot be read: No such file or directory",
    ]


async def test_locations_are_followed_once_and_in_circles_too(write: Callable[..., Path]) -> None:
    write("parts/a.yaml", "a")
    write("parts/b.yaml", "b")
    write("parts/back.yaml", text=location("../all.yaml"))
    start = write("all.yaml", text=location("./parts/b.yaml", "parts/*.yaml", "./parts/b.yaml"))
    part = await read(start)
    assert (names(part), reasons(part)) == (["b", "a"], [])


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("./nowhere.yaml", "there is no such file"),
        ("https://git.example.com/catalog-info.yaml", "it is an address, and only files are read here"),
        ("../outside.yaml", "it lies outside of {root}; name a folder that holds both"),
        ("./../../**/*.yaml", "it lies outside of {root}; name a folder that holds both"),
        ("/etc/hostname", "it lies outside of {root}; name a folder that holds both"),
        ("./link.yaml", "it leads outside of {root}"),
    ],
)
async def test_targets_that_are_not_followed_are_reported(
    write: Callable[..., Path], tmp_path: Path, target: str, reason: str
) -> None:
    outside = write("outside.yaml", "outside")
    start = write("in/all.yaml", text=location(target))
    (tmp_path / "in/link.yaml").symlink_to(outside)
    part = await read(start)
    assert [str(problem) for problem in part.problems] == [
        f"{start}, document 1: its target {target} is not followed: {reason.format(root=start.parent)}"
    ]


async def test_a_target_that_appears_is_followed(write: Callable[..., Path]) -> None:
    start = write("all.yaml", text=location("./later.yaml"))
    origin = files(start)
    first = await origin.read(None)
    write("later.yaml", "later")
    second = await origin.read(first)
    assert (names(first), names(second), second.problems) == ([], ["later"], ())


async def test_links_of_a_mounted_configuration_are_followed(write: Callable[..., Path], tmp_path: Path) -> None:
    """Kubernetes mounts a ConfigMap as links to a hidden folder, which it replaces as a whole."""
    write("mount/..1/catalog.yaml", "old")
    write("mount/..2/catalog.yaml", "new")
    (tmp_path / "mount/..data").symlink_to("..1")
    (tmp_path / "mount/catalog.yaml").symlink_to("..data/catalog.yaml")
    origin = files(tmp_path / "mount")
    first = await origin.read(None)
    (tmp_path / "mount/..data").unlink()
    (tmp_path / "mount/..data").symlink_to("..2")
    assert (names(first), names(await origin.read(first))) == (["old"], ["new"])


@pytest.mark.parametrize(("catalog", "entities"), [("giantswarm", 476), ("insurance", 563)])
async def test_real_catalogs_are_read_whole(catalog: str, entities: int) -> None:
    """The insurance company's notice counts 565: two of them are `Location`s, which are followed instead."""
    part = await read(shared_data("catalogs", catalog))
    assert (len(part.entities), part.problems) == (entities, ())


async def test_the_files_a_real_location_names_are_the_whole_catalog() -> None:
    folder = shared_data("catalogs", "insurance")
    assert len((await read(folder / "locations.yaml")).entities) == len((await read(folder)).entities)


async def test_malformed_files_together_are_survived() -> None:
    part = await read(shared_data("malformed"))
    assert len(part.entities) > 100
    assert len(part.problems) > 100
