"""The engine: there or told to be missing; and what a document may read."""

import io
import struct
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest
from PIL import Image

from typesetting.engine import make_pdf, weasyprint_problem


def png(size=4):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xc0\x20\x20" * size for _ in range(size))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def found_in(pdf):
    """How many pictures and attached files a PDF holds."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        kinds = [item.get("/Subtype") for item in document.objects if isinstance(item, pikepdf.Stream)]
        return kinds.count("/Image"), len(document.attachments)


def set_html(html, **options):
    return make_pdf(f'<!doctype html><html lang="zh-Hans"><title>t</title><body>{html}', **options)


@pytest.fixture
def folders(tmp_path):
    """A folder a document may read, with a picture and a way out; and its neighbor with another picture."""
    inside, outside = tmp_path / "media", tmp_path / "media-private"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "一 picture.png").write_bytes(png())
    (inside / "link.png").symlink_to(outside / "一 picture.png")
    (outside / "style.css").write_text("body::before { content: '漏' }")
    return inside, outside


@pytest.fixture
def asked(monkeypatch):
    """A web server and the paths it was asked for."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    paths = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(png())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_machine_with_pango_has_no_problem():
    assert weasyprint_problem() is None


def test_a_machine_without_pango_is_told_from_one_with_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # what an import that cannot succeed looks like
    assert "weasyprint" in weasyprint_problem()
    assert capsys.readouterr() == ("", "")


def test_a_picture_below_a_given_folder_is_set(folders):
    address = (folders[0] / "一 picture.png").as_uri()
    assert found_in(set_html(f'<img alt="图" src="{address}">', roots=(folders[0],))) == (1, 0)
    assert found_in(set_html(f'<img alt="图" src="{address}?v=1">', roots=(folders[0],))) == (1, 0)


def test_without_a_given_folder_no_file_is_read(folders):
    assert found_in(set_html(f'<img alt="图" src="{(folders[0] / "一 picture.png").as_uri()}">')) == (0, 0)


@pytest.mark.parametrize(
    "way",
    [
        "{outside}/%E4%B8%80%20picture.png",
        "{inside}/../media-private/%E4%B8%80%20picture.png",
        "{inside}/%2e%2e/media-private/%E4%B8%80%20picture.png",
        "{inside}/link.png",
        "FILE{rest}/%E4%B8%80%20picture.png",
        "file://elsewhere{path}/%E4%B8%80%20picture.png",
    ],
)
def test_no_way_leads_out_of_the_given_folder(folders, way):
    inside, outside = (folder.as_uri() for folder in folders)
    rest = outside.removeprefix("file")
    source = way.format(inside=inside, outside=outside, rest=rest, path=folders[0].as_posix())
    assert found_in(set_html(f'<img alt="图" src="{source}">', roots=(folders[0],))) == (0, 0)


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="a" src="{}">',
        '<object data="{}"></object>',
        '<p style="background: url({})">a</p>',
        '<link rel="stylesheet" href="{}">',
        '<style>@import url("{}");</style>',
        '<style>@font-face {{ font-family: F; src: url("{}") }} p {{ font-family: F }}</style><p>a</p>',
        '<link rel="attachment" href="{}">',
        '<a rel="attachment" href="{}">a</a>',
        '<svg width="9" height="9"><title>a</title><image href="{}" width="9" height="9"/></svg>',
        '<svg width="9" height="9"><title>a</title><use href="{}#a"/></svg>',
        '<ul><li style="list-style-image: url({})">a</li></ul>',
        '<base href="{}"><img alt="a" src="x.png">',
    ],
)
def test_nothing_in_a_document_reaches_the_network_or_a_file(markup, asked, folders):
    address, paths = asked
    assert found_in(set_html(markup.format(f"{address}/x.png"))) == (0, 0)
    assert found_in(set_html(markup.format("file:///etc/passwd"))) == (0, 0)
    secret = (folders[1] / "一 picture.png").as_uri()
    assert found_in(set_html(markup.format(secret), roots=(folders[0],))) == (0, 0)
    assert paths == []


def test_a_document_leaves_pictures_cut_short_refused_elsewhere():
    assert found_in(set_html('<img alt="a" src="data:image/png;base64,">')) == (0, 0)
    whole = png(200)
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(whole[:-40])).load()


def test_the_web_server_of_the_test_would_have_been_noticed(asked):
    assert weasyprint_problem() is None
    from weasyprint import HTML

    address, paths = asked
    assert found_in(HTML(string=f'<img alt="a" src="{address}/x.png">').write_pdf()) == (1, 0)
    assert paths == ["/x.png"]
