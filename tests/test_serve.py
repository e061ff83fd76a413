"""The workbench: what counts as a change, what the server answers, and that what it shows is what a build from nothing makes."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.cli import main
from generator.diagnostics import to_text
from generator.diagnostics.model import Problems
from generator.serve.answers import answer, locate, page_name, shown, with_script
from generator.serve.board import Board, Notice
from generator.serve.changes import Changes, Seen, between
from generator.serve.events import Broken, Event, Shown
from generator.serve.server import FIRST_PORT, BookServer, NoPortError, open_server
from generator.serve.session import Session
from generator.serve.watch import Watcher
from tests.sample_course import SAMPLE, copy_sample, edit, run_course, tree

pytestmark = pytest.mark.seconds(40)

LESSON = "lessons/stopped-clock.yml"
PAGE = "book/chapters/stopped-clock.html"

names = st.sampled_from(["a", "b", "c"])
looks = st.dictionaries(names, st.binary(max_size=1))


# -- changes ----------------------------------------------------------------------------------------------------------


def seen(contents: dict[str, bytes], time_of_change: int = 0) -> dict[str, Seen]:
    return {path: Seen(stat=(0, 0, 0, time_of_change), digest=content) for path, content in contents.items()}


@given(looks, looks)
def test_a_change_is_another_content_and_never_another_time(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    changes = between(seen(before), seen(after, time_of_change=1))
    assert changes.edited == {Path(name) for name in before.keys() & after.keys() if before[name] != after[name]}
    assert changes.moved == set(map(Path, before.keys() ^ after.keys()))
    assert bool(changes) == (before != after)


@given(looks, looks, looks)
def test_changes_add_up_to_all_files_that_either_names(a: dict[str, bytes], b: dict[str, bytes], c: dict[str, bytes]) -> None:
    first, second = between(seen(a), seen(b)), between(seen(b), seen(c))
    assert (first | second).paths == first.paths | second.paths
    assert not (first | second).edited & (first | second).moved
    assert first | Changes() == first


# -- watching ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("lessons/a.yml", "book/deep/b.md", "_toc.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("one", encoding="utf-8")
    return root


def test_edits_are_told_once_each(watched: Path) -> None:
    watcher = Watcher(watched, None)
    assert watcher.take(0) == Changes()
    (watched / "lessons/a.yml").write_text("two", encoding="utf-8")
    (watched / "book/deep/c.md").write_text("new", encoding="utf-8")
    (watched / "_toc.yml").unlink()
    assert watcher.take(5) == Changes(
        edited=frozenset({watched / "lessons/a.yml"}), moved=frozenset({watched / "book/deep/c.md", watched / "_toc.yml"})
    )
    assert watcher.take(0.3) == Changes()


def test_an_edit_that_keeps_size_and_time_is_seen_and_a_touch_is_not(watched: Path) -> None:
    path, other = watched / "lessons/a.yml", watched / "book/deep/b.md"
    before = path.stat()
    watcher = Watcher(watched, None)
    path.write_text("two", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.touch()
    assert watcher.take(5) == Changes(edited=frozenset({path}))


def test_a_file_put_in_the_place_of_another_is_an_edit(watched: Path) -> None:
    watcher = Watcher(watched, None)
    (watched / "lessons/.a.swp").write_text("two", encoding="utf-8")
    (watched / "lessons/a.yml~").write_text("one", encoding="utf-8")
    (watched / "lessons/.a.swp").replace(watched / "lessons/a.yml")
    assert watcher.take(5) == Changes(edited=frozenset({watched / "lessons/a.yml"}))


def test_a_file_written_in_pieces_is_told_when_it_is_whole(watched: Path) -> None:
    watcher = Watcher(watched, None)
    path = watched / "lessons/a.yml"

    def write() -> None:
        with path.open("w", encoding="utf-8") as stream:
            for _ in range(20):
                stream.write("piece ")
                stream.flush()
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    changes = watcher.take(5)
    whole = path.read_text(encoding="utf-8")
    writer.join()
    assert changes == Changes(edited=frozenset({path}))
    assert whole == "piece " * 20


def test_what_the_compiler_wrote_itself_is_no_edit(watched: Path) -> None:
    watcher = Watcher(watched, None)
    (watched / "book/deep/b.md").write_text("two", encoding="utf-8")
    (watched / "lessons/a.yml").unlink()
    watcher.accept([watched / "book/deep/b.md", watched / "lessons/a.yml"])
    assert watcher.take(0.3) == Changes()


def test_a_link_that_leads_nowhere_is_no_file_until_it_leads_somewhere(watched: Path) -> None:
    (watched / "lessons/link.yml").symlink_to(watched / "lessons/later")
    watcher = Watcher(watched, None)
    assert watcher.take(0.3) == Changes()
    (watched / "lessons/later").write_text("words", encoding="utf-8")
    assert watcher.take(5).moved == {watched / "lessons/link.yml", watched / "lessons/later"}


def test_documents_are_watched_where_they_are(watched: Path, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    watcher = Watcher(watched, tmp_path / "documents")
    (tmp_path / "documents/d.txt").write_text("words", encoding="utf-8")
    assert watcher.take(5) == Changes(moved=frozenset({tmp_path / "documents/d.txt"}))


# -- answers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path) -> Path:
    folder = tmp_path / "served"
    (folder / "book").mkdir(parents=True)
    (folder / "_static").mkdir()
    (folder / "book/index.html").write_text("<html><body><p>Home</p></body></html>\n", encoding="utf-8")
    (folder / "_static/offline.js").write_text("register()", encoding="utf-8")
    (folder / "sw.js").write_text("keep()", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    return folder


@pytest.mark.parametrize(
    "path",
    ["/../secret.html", "/%2e%2e/secret.html", "/book/../../secret.html", "/..%2fsecret.html", "/..\\secret.html", "/link.html",
     "//secret.html", "/book", "/_static/", "/\0", "/" + "x" * 5000, "/book/index.html/"],
)  # fmt: skip
def test_nothing_outside_the_book_and_no_list_of_a_folder_is_given(served: Path, path: str) -> None:
    given_back = answer(served, path)
    assert given_back.status is HTTPStatus.NOT_FOUND
    assert b"secret" not in given_back.body.replace(b"secret.html", b"")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("./\\%2eabook~ \0"), max_size=24))
def test_no_path_leads_out_of_the_folder(served: Path, path: str) -> None:
    found = locate(served, path)
    assert found is None or found.resolve().is_relative_to(served.resolve())


def test_a_page_gets_the_script_last_and_the_file_has_none(served: Path) -> None:
    digest = shown(served, "/book/")
    assert (
        answer(served, "/book/").body
        == (
            "<html><body><p>Home</p>"
            f'<script src="/-/course/live.js" data-page="/book/" data-shown="{digest}"></script>\n'
            "</body></html>\n"
        ).encode()
    )
    assert "script" not in (served / "book/index.html").read_text(encoding="utf-8")


def test_a_path_is_escaped_where_it_stands_in_a_page() -> None:
    assert with_script(b"", '/"><b>', "d") == (
        b'<script src="/-/course/live.js" data-page="/%22%3E%3Cb%3E" data-shown="d"></script>\n'
    )


def test_the_books_own_worker_is_replaced_by_one_that_goes(served: Path) -> None:
    assert b"unregister()" in answer(served, "/sw.js").body
    assert answer(served, "/_static/offline.js").body == b"// The workbench keeps no pages.\n"


def test_without_a_book_every_page_says_so_and_waits(tmp_path: Path) -> None:
    given_back = answer(tmp_path, "/book/index.html")
    assert given_back.status is HTTPStatus.SERVICE_UNAVAILABLE
    assert b"It appears here as soon as the course has no errors." in given_back.body
    assert b'data-page="/book/index.html" data-shown=""' in given_back.body


def test_what_a_page_shows_changes_with_its_bytes_and_with_pictures(served: Path) -> None:
    first = shown(served, "/book/index.html")
    (served / "_images").mkdir()
    (served / "_images/a.svg").write_text("<svg/>", encoding="utf-8")
    second = shown(served, "/book/index.html")
    (served / "book/index.html").write_text("other", encoding="utf-8")
    assert len({first, second, shown(served, "/book/index.html"), shown(served, "/none.html")}) == 4


@pytest.mark.parametrize(("path", "name"), [("/", "index"), ("/book/", "book/index"), ("/book/a.html", "book/a")])
def test_pages_are_named_as_sphinx_names_them(path: str, name: str) -> None:
    assert page_name(path) == name


# -- the board --------------------------------------------------------------------------------------------------------


def test_the_board_holds_the_latest_notice_and_wakes_who_waits() -> None:
    board = Board()
    assert board.after(-1, 0) == Notice()
    assert board.after(0, 0) is None
    threading.Timer(0.05, lambda: board.post("1 error.", "text")).start()
    assert board.after(0, 5) == Notice(number=1, heading="1 error.", text="text")
    threading.Timer(0.05, board.close).start()
    assert board.after(1, 5) is None


def test_a_page_is_open_until_the_last_reader_leaves() -> None:
    board = Board()
    with board.reading("a"):
        with board.reading("a"), board.reading("b"):
            assert board.open_pages() == {"a", "b"}
        assert board.open_pages() == {"a"}
    assert board.open_pages() == frozenset()


# -- the server -------------------------------------------------------------------------------------------------------


@contextmanager
def running(served: Path, board: Board) -> Iterator[BookServer]:
    with open_server(served, board, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        board.close()
        server.shutdown()


def test_the_server_listens_on_the_loopback_address_and_lets_nothing_be_kept(served: Path) -> None:
    with running(served, Board()) as server:
        assert server.server_address[0] == "127.0.0.1"
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/book/") as response:
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["Content-Type"] == "text/html; charset=utf-8"
            assert b"<p>Home</p>" in response.read()


def test_a_request_under_another_name_is_refused(served: Path) -> None:
    with running(served, Board()) as server:
        asked = urllib.request.Request(f"http://127.0.0.1:{server.server_port}/book/", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked)
        assert refused.value.code == HTTPStatus.MISDIRECTED_REQUEST
        refused.value.close()


def test_a_head_has_no_body(served: Path) -> None:
    with running(served, Board()) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port)
        connection.request("HEAD", "/book/")
        response = connection.getresponse()
        assert (response.status, response.read()) == (200, b"")
        assert int(response.headers["Content-Length"]) == len(answer(served, "/book/").body)
        connection.close()


def test_a_page_is_told_of_errors_and_of_what_it_does_not_show(served: Path) -> None:
    board = Board()
    page = served / "book/index.html"

    def news(stream: Any) -> dict[str, Any]:
        while not (line := stream.readline()).startswith(b"data: "):
            assert line
        told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
        return told

    digest = shown(served, "/book/")
    with running(served, board) as server:
        address = f"http://127.0.0.1:{server.server_port}/-/course/events?page=/book/&shown={digest}"
        with urllib.request.urlopen(address, timeout=10) as stream:
            assert news(stream) == {"other": False, "heading": "", "text": ""}
            assert board.open_pages() == {"book/index"}
            board.post("1 error.", "é <b>")
            assert news(stream) == {"other": False, "heading": "1 error.", "text": "é <b>"}
            page.write_text("other", encoding="utf-8")
            board.post()
            assert news(stream) == {"other": True, "heading": "", "text": ""}


def test_a_port_that_is_taken_is_passed_over_or_named(served: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board = Board()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NoPortError, match=f"^port {port} is not free; name another with --port$"):
            open_server(served, board, port)
        assert main(["serve", "--course", str(copy_sample(tmp_path)), "--port", str(port)]) == 2
    assert capsys.readouterr().err == f"course: port {port} is not free; name another with --port\n"
    with open_server(served, board, None) as first, open_server(served, board, None) as second:
        assert FIRST_PORT <= first.server_port < second.server_port


@pytest.mark.parametrize("port", ["-1", "65536", "http", "8000.5", "²"])
def test_what_is_no_port_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert ended.value.code == 2
    assert f"`{port}` is no port: use a number from 0 to 65535" in capsys.readouterr().err


# -- a session --------------------------------------------------------------------------------------------------------


class Workbench:
    """A session on a copy of the sample: edit, then ask for the next event."""

    def __init__(self, root: Path, work: Path) -> None:
        self.root, self.served = root, work / "served"
        self.served.mkdir(parents=True)
        self.open: frozenset[str] = frozenset()
        self.session = Session(root, work, self.served, Watcher(root, root / "documents"), lambda: self.open)
        self.events = self.session.events()

    def edit(self, name: str, old: str, new: str) -> None:
        edit(self.root / name, old, new)

    def next(self) -> Event:
        return next(self.events)

    def shown(self) -> Shown:
        """The next event, a good one."""
        event = self.next()
        assert isinstance(event, Shown), [to_text.as_text(found) for found in event.problems]
        return event

    def whole(self) -> Shown:
        """The event that says that all stands."""
        while not (event := self.shown()).whole:
            pass
        return event

    def broken(self) -> str:
        """The next event, a bad one, as it is printed."""
        event = self.next()
        assert isinstance(event, Broken)
        return "\n\n".join([to_text.as_text(found) for found in event.problems] + [event.failure] * bool(event.failure))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    root = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    made = Workbench(root, tmp_path / "work")
    yield made
    made.session.close()


def built(root: Path, out: Path) -> dict[str, bytes]:
    """The book as a build from nothing makes it."""
    copy = out / "course"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("_build"))
    made = run_course(copy, "build", "--out", str(out / "html"), corpus=copy / "documents")
    assert made.returncode == 0, made.stderr
    return tree(out / "html")


def test_after_any_edit_what_is_shown_in_the_end_is_what_a_build_from_nothing_makes(bench: Workbench, tmp_path: Path) -> None:
    assert bench.shown().whole
    edits = [
        (LESSON, "When did the clock stop, and", "When did that clock stop, and"),
        ("quizzes/stopped-clock-quiz.yml", "Quiz: a clock stops", "Quiz: a clock has stopped"),
        ("book/index.md", "# The clock of Kesterhaven", "# The clock of the harbour"),
        ("_config.yml", "title: The clock of Kesterhaven", "title: The clock of the town"),
    ]
    for n, (name, old, new) in enumerate(edits):
        bench.edit(name, old, new)
        bench.whole()
        assert tree(bench.served) == built(bench.root, tmp_path / f"built{n}"), name


def test_the_page_that_is_looked_at_comes_first_and_alone(bench: Workbench) -> None:
    bench.whole()
    bench.open = frozenset({"book/chapters/stopped-clock"})
    bench.edit(LESSON, "When did the clock stop, and", "When did that clock stop, and")
    first = bench.shown()
    assert not first.whole
    assert PAGE in first.files
    assert "book/search.html" not in first.files
    assert b"When did that clock stop, and" in (bench.served / PAGE).read_bytes()


def test_a_broken_spec_leaves_the_last_good_pages_and_mending_it_needs_no_drawing(bench: Workbench) -> None:
    bench.whole()
    before = tree(bench.served)
    bench.edit(LESSON, "\ntitle: ", "\ntitel: ")
    said = bench.broken()
    problems = Problems()
    pipeline.check(bench.root, problems)
    assert said == "\n\n".join(to_text.as_text(found) for found in problems)
    assert "titel" in said
    assert tree(bench.served) == before
    bench.edit(LESSON, "\ntitel: ", "\ntitle: ")
    bench.whole()
    assert tree(bench.served) == before


def test_what_sphinx_complains_of_is_told_until_it_is_mended(bench: Workbench) -> None:
    bench.whole()
    before = tree(bench.served)
    with (bench.root / "book/index.md").open("a", encoding="utf-8") as stream:
        stream.write("\n{course:quiz}`nowhere`\n")
    assert "there is no quiz 'nowhere' in this book" in bench.broken()
    bench.edit("book/review.md", "# Review", "# Reviewing")
    assert "there is no quiz 'nowhere' in this book" in bench.broken()
    assert tree(bench.served) == before
    bench.edit("book/index.md", "{course:quiz}`nowhere`", "Nothing.")
    bench.whole()
    assert b"Nothing." in (bench.served / "book/index.html").read_bytes()


def test_a_reference_that_an_edit_of_another_page_breaks_is_found_in_the_pause(bench: Workbench) -> None:
    bench.whole()
    with (bench.root / "book/index.md").open("a", encoding="utf-8") as stream:
        stream.write("\n(a-place)=\n## A place\n")
    with (bench.root / "book/review.md").open("a", encoding="utf-8") as stream:
        stream.write("\nSee {ref}`a-place`.\n")
    bench.whole()
    bench.edit("book/index.md", "(a-place)=", "(other)=")
    assert not bench.shown().whole
    assert "undefined label: 'a-place'" in bench.broken()


def test_settings_that_nobody_can_use_are_told_and_the_session_goes_on(bench: Workbench) -> None:
    bench.whole()
    before = tree(bench.served)
    bench.edit("_config.yml", "title: The clock of Kesterhaven", "title: [")
    assert "the settings could not be used: " in bench.broken()
    assert tree(bench.served) == before
    bench.edit("_config.yml", "title: [", "title: The clock of Kesterhaven")
    bench.whole()
    assert tree(bench.served) == before


def test_a_page_that_comes_or_goes_comes_or_goes_in_the_book(bench: Workbench) -> None:
    bench.whole()
    entry = "      - file: book/review\n"
    bench.edit("_toc.yml", entry, f"{entry}      - file: book/late\n")
    assert "book/late" in bench.broken()
    (bench.root / "book/late.md").write_text("# Late\n\nWords.\n", encoding="utf-8")
    assert "book/late.html" in bench.whole().files
    (bench.root / "book/late.md").unlink()
    bench.edit("_toc.yml", f"{entry}      - file: book/late\n", entry)
    assert "book/late.html" in bench.whole().files
    assert not (bench.served / "book/late.html").exists()


def test_a_made_page_edited_by_hand_is_told_at_once(bench: Workbench) -> None:
    bench.whole()
    with (bench.root / "book/chapters/stopped-clock.md").open("a", encoding="utf-8") as stream:
        stream.write("Mine.\n")
    assert "error[made-file-edited]: `book/chapters/stopped-clock.md` was edited by hand" in bench.broken()


def test_an_edit_interrupts_the_drawing_of_the_rest(bench: Workbench) -> None:
    bench.whole()
    bench.edit(LESSON, "When did the clock stop, and", "When did that clock stop, and")
    assert not bench.shown().whole
    hurried = bench.session._watcher.noticed
    bench.session._watcher.noticed = lambda: True  # type: ignore[method-assign]
    assert bench.session._bring_the_rest() is None
    bench.session._watcher.noticed = hurried  # type: ignore[method-assign]
    bench.edit(LESSON, "When did that clock stop, and", "When did the clock stop, and")
    bench.whole()
    assert b"When did the clock stop, and" in (bench.served / PAGE).read_bytes()


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_tells_and_ends_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    root = copy_sample(tmp_path)
    run_course(root, "build", corpus=root / "documents")
    published = tree(root / "_build/html")
    environment = {**os.environ, "COURSE_CORPUS": str(root / "documents"), "PYTHONPATH": str(SAMPLE.parent.parent)}
    command = [sys.executable, "-m", "generator", "serve", "--course", str(root), "--port", "0", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            address = json.loads(process.stdout.readline())["address"]
            first = json.loads(process.stdout.readline())
            assert (first["event"], first["whole"], first["problems"]) == ("shown", True, [])
            with urllib.request.urlopen(f"{address}{PAGE}") as response:
                assert b"/-/course/live.js" in response.read()
            edit(root / LESSON, "\ntitle: ", "\ntitel: ")
            broken = json.loads(process.stdout.readline())
            assert (broken["event"], broken["failure"]) == ("broken", "")
            assert {found["file"] for found in broken["problems"]} == {LESSON}
            process.send_signal(how)
            assert json.loads(process.stdout.readline()) == {"event": "ended"}
            assert process.wait(20) == 0
            assert process.stderr.read() == ""
        finally:
            process.kill()
    assert tree(root / "_build/html") == published
    assert list((root / "_build/.course").glob("serve-*")) == []
