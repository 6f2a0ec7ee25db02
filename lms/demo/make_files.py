"""Draw the pictures, the worksheet and the film of the demonstration again: `python -m lms.demo.make_files`.

For authors of the demonstration, not for the running site: its output is committed. Needs Chromium, ffmpeg and the
Noto Sans CJK fonts. Pictures come from `figures/*.svg`, the worksheet from `worksheet.html`, the film from `film.html`,
whose `seek(seconds)` shows one moment.
"""

import io
import pathlib
import shutil
import subprocess
import tempfile

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

HERE = pathlib.Path(__file__).parent
FIGURES = HERE / "figures"
FILES = HERE / "files"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
FILM_SECONDS = 42
FILM_RATE = 12
POSTER_AT = 37.0


def draw_figures(browser: Browser) -> None:
    """Each SVG becomes a 1200-pixel PNG of at most 64 colours: flat tones lose nothing and stay small."""
    page = browser.new_page(device_scale_factor=1.5)
    for source in sorted(FIGURES.glob("*.svg")):
        page.set_content(
            f"<style>*{{margin:0}}svg{{display:block;width:800px;height:auto}}</style>{source.read_text()}"
        )
        save_small(page.locator("svg").screenshot(), source.with_suffix(".png"))
    page.close()


def save_small(png: bytes, target: pathlib.Path) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)


def set_worksheet() -> None:
    """Set from a cut of the font that holds only the sheet's characters; the whole face would weigh 300 KB more."""
    source = HERE / "worksheet.html"
    with tempfile.TemporaryDirectory() as folder:
        faces = [cut_face(weight, source.read_text(), folder) for weight in ("Regular", "Bold")]
        fonts = FontConfiguration()
        sheet = CSS(string="\n".join(faces), font_config=fonts)
        target = FILES / "five-settings-worksheet.pdf"
        HTML(filename=str(source)).write_pdf(target, stylesheets=[sheet], font_config=fonts)


def cut_face(weight: str, characters: str, folder: str) -> str:
    """The @font-face rule of a Noto Sans CJK SC face reduced to `characters`."""
    collection = TTCollection(f"/usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc", lazy=True)
    font = next(face for face in collection if face["name"].getDebugName(1).startswith("Noto Sans CJK SC"))
    options = Options(desubroutinize=True, hinting=False, layout_features=["palt", "locl"])
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    path = pathlib.Path(folder, f"{weight}.otf")
    font.save(path)
    number = 600 if weight == "Bold" else 400
    return f'@font-face {{ font-family: "Sheet"; font-weight: {number}; src: url("{path.as_uri()}") }}'


def shoot_film(browser: Browser) -> None:
    """Frame by frame, so the film is the same on every machine; no sound track, the words are on screen and in VTT."""
    page = browser.new_page(viewport={"width": 640, "height": 360})
    page.goto((HERE / "film.html").as_uri())
    with tempfile.TemporaryDirectory() as folder:
        for frame in range(FILM_SECONDS * FILM_RATE):
            page.evaluate("seconds => seek(seconds)", frame / FILM_RATE)
            page.screenshot(path=f"{folder}/{frame:04}.png")
        join_frames(folder)
    page.evaluate("seconds => seek(seconds)", POSTER_AT)
    save_small(page.screenshot(), FILES / "five-forces-poster.png")
    page.close()


def join_frames(folder: str) -> None:
    command = ["ffmpeg", "-y", "-loglevel", "error", "-framerate", str(FILM_RATE), "-i", f"{folder}/%04d.png"]
    command += ["-c:v", "libx264", "-profile:v", "baseline", "-pix_fmt", "yuv420p", "-crf", "24", "-g", "60"]
    command += ["-tune", "animation", "-movflags", "+faststart", str(FILES / "five-forces.mp4")]
    subprocess.run(command, check=True)  # noqa: S603 -- fixed arguments, a tool of the author's own machine


def main() -> None:
    FILES.mkdir(exist_ok=True)
    set_worksheet()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        draw_figures(browser)
        shoot_film(browser)
        browser.close()


if __name__ == "__main__":
    main()
