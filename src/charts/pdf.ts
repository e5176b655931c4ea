/** A picture as one page of paper: shapes stay shapes, text stays text, and the page says what is on it. */
import Document from "pdfkit";
import type { CommonWords } from "#core/chart-data-picture.ts";
import { mainFonts, pathOf } from "./fonts.ts";
import { fontsOf, widthOf } from "./letters.ts";
import { rasterise } from "./raster.ts";
import { contentOf, el, type SvgNode, type Weight } from "./svg.ts";

type Page = InstanceType<typeof Document>;

/** A4 in points. */
const paper = { width: 595.28, height: 841.89 };

/** @param picture as wide as two columns: its width becomes the width of the paper */
export async function printPage(picture: SvgNode, words: CommonWords, locale: string): Promise<Uint8Array> {
  const page = new Document({
    size: [paper.width, paper.height],
    margin: 0,
    pdfVersion: "1.7",
    lang: locale,
    tagged: true,
    displayTitle: true,
    // When somebody printed their month is nobody's business.
    info: { Title: words.title, CreationDate: new Date(0) },
  });
  const chunks: Uint8Array[] = [];
  page.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => {
    page.on("end", resolve);
    page.on("error", reject);
  });
  const scale = Math.min(
    paper.width / Number(picture.attrs["width"]),
    paper.height / Number(picture.attrs["height"]),
  );
  const figure = page.struct("Figure", { alt: words.alt }, () => {
    page.scale(scale);
    for (const child of picture.children) if (typeof child !== "string") place(page, child);
  });
  page.addStructure(figure);
  page.end();
  await finished;
  return new Uint8Array(Buffer.concat(chunks));
}

function place(page: Page, node: SvgNode): void {
  const { tag, attrs, children } = node;
  // The sheet is the paper: a tint on all of it would only be ink.
  if (tag === "title" || tag === "desc" || attrs["class"] === "paper") return;
  page.save();
  if (tag === "g") {
    transform(page, String(attrs["transform"] ?? ""));
    for (const child of children) if (typeof child !== "string") place(page, child);
  } else if (tag === "text") {
    placeText(page, node);
  } else {
    outline(page, node);
    paint(page, node);
  }
  page.restore();
}

/** `translate(x y) scale(s)`, as this project writes them. */
function transform(page: Page, list: string): void {
  for (const [, name, values = ""] of list.matchAll(/(translate|scale)\(([^)]*)\)/g)) {
    const [first = 0, second = first] = values.split(/[\s,]+/).map(Number);
    if (name === "translate") page.translate(first, second);
    else page.scale(first, second);
  }
}

function outline(page: Page, { tag, attrs }: SvgNode): void {
  const number = (name: string) => Number(attrs[name] ?? 0);
  if (tag === "circle") page.circle(number("cx"), number("cy"), number("r"));
  else if (tag === "path") page.path(String(attrs["d"]));
  else if (tag === "rect") {
    const [width, height] = [number("width"), number("height")];
    page.roundedRect(number("x"), number("y"), width, height, Math.min(number("rx"), width / 2, height / 2));
  } else throw new RangeError(`<${tag}> cannot be printed`);
}

function paint(page: Page, { attrs }: SvgNode): void {
  const { fill, stroke } = attrs;
  const filled = fill !== "none" && (fill !== undefined || stroke === undefined);
  if (stroke !== undefined) {
    page.strokeColor(String(stroke)).lineWidth(Number(attrs["stroke-width"] ?? 1));
    page.strokeOpacity(Number(attrs["stroke-opacity"] ?? 1));
    page.lineCap(attrs["stroke-linecap"] === "round" ? "round" : "butt");
    page.lineJoin(attrs["stroke-linejoin"] === "round" ? "round" : "miter");
    const [dash, space] = String(attrs["stroke-dasharray"] ?? "")
      .split(" ")
      .map(Number);
    if (dash && space) page.dash(dash, { space });
  }
  if (filled && stroke !== undefined) page.fillAndStroke(String(fill), String(stroke));
  else if (filled) page.fill(String(fill ?? "black"));
  else page.stroke();
}

function placeText(page: Page, node: SvgNode): void {
  const { x, y, fill, "font-size": size, "text-anchor": anchor } = node.attrs;
  const weight: Weight = node.attrs["font-weight"] === 600 ? "semibold" : "regular";
  const content = contentOf(node);
  const width = widthOf(content, Number(size), weight);
  const left = Number(x) - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
  if (fontsOf(content, weight).length > 0) return placeImage(page, node, left, width);
  page.font(pathOf(mainFonts[weight])).fontSize(Number(size)).fillColor(String(fill));
  page.text(content, left, Number(y), { lineBreak: false, baseline: "alphabetic" });
}

/** Letters of other scripts, as the rasteriser joins them: four pixels a unit are 380 an inch on paper. */
function placeImage(page: Page, node: SvgNode, left: number, width: number): void {
  const size = Number(node.attrs["font-size"]);
  const room = { width: Math.ceil(width + size), height: Math.ceil(size * 2) };
  const { "text-anchor": _, ...attrs } = node.attrs;
  const line = { ...node, attrs: { ...attrs, x: size / 2, y: size * 1.4 } };
  const image = rasterise(el("svg", { xmlns: "http://www.w3.org/2000/svg", ...room }, line), 4);
  page.image(Buffer.from(image), left - size / 2, Number(node.attrs["y"]) - size * 1.4, room);
}
