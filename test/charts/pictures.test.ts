/** Every picture of the docs: drawn anew it is the stored one, readable on a phone, and says in words what it shows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { draw } from "#charts/draw.ts";
import { drawable, widthOf } from "#charts/letters.ts";
import { rasterise } from "#charts/raster.ts";
import { contentOf, write, type SvgNode } from "#charts/svg.ts";
import { chartFolder, chartScale, examplePictures, themesOf } from "#scripts/charts.ts";

const locale = "en-GB";
const pictures = Object.entries(examplePictures());

interface Placed {
  node: SvgNode;
  x: number;
  y: number;
  scale: number;
}

/** All nodes with where their groups put them. */
function placed(node: SvgNode, x = 0, y = 0, scale = 1): Placed[] {
  const transform = String(node.attrs["transform"] ?? "");
  const [, dx = "0", dy = "0"] = /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(transform) ?? [];
  const [, factor = "1"] = /scale\(([\d.]+)\)/.exec(transform) ?? [];
  const at = { x: x + scale * Number(dx), y: y + scale * Number(dy), scale: scale * Number(factor) };
  const inner = node.children.filter((child) => typeof child !== "string");
  return [{ node, ...at }, ...inner.flatMap((child) => placed(child, at.x, at.y, at.scale))];
}

/** Where each line of text stands, in units of the picture. */
function textBoxes(tree: SvgNode) {
  return placed(tree)
    .filter(({ node }) => node.tag === "text")
    .map(({ node, x, y, scale }) => {
      const content = contentOf(node);
      const size = Number(node.attrs["font-size"]) * scale;
      const width = widthOf(content, size, node.attrs["font-weight"] === 600 ? "semibold" : "regular");
      const anchor = node.attrs["text-anchor"];
      const start = x + scale * Number(node.attrs["x"]);
      const left = start - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
      const bottom = y + scale * Number(node.attrs["y"]);
      return { content, size, left, right: left + width, top: bottom - size * 0.7, bottom };
    });
}

describe.each(pictures)("%s", (name, picture) => {
  it.each(themesOf(name))("is the stored picture, in %s", (theme) => {
    const stored = PNG.sync.read(readFileSync(join(chartFolder, `${name}-${theme}.png`)));
    const drawn = PNG.sync.read(Buffer.from(rasterise(draw(picture, { theme, locale }), chartScale)));
    expect([drawn.width, drawn.height]).toEqual([stored.width, stored.height]);
    const { width, height } = stored;
    const different = pixelmatch(stored.data, drawn.data, undefined, width, height, { threshold: 0.1 });
    // Another processor may round an edge another way: one pixel in two thousand.
    expect(different / (width * height)).toBeLessThan(0.0005);
  });

  it("keeps every word inside, apart from the others, and large enough for a phone", () => {
    // On paper the eye is nearer.
    const smallest = name === "month-paper" ? 12 : 14;
    const tree = draw(picture, { theme: "light", locale });
    const [width, height] = [Number(tree.attrs["width"]), Number(tree.attrs["height"])];
    const boxes = textBoxes(tree);
    expect(boxes.length).toBeGreaterThan(3);
    for (const box of boxes) {
      expect(box.size, box.content).toBeGreaterThanOrEqual(smallest);
      expect(box.left, box.content).toBeGreaterThanOrEqual(0);
      expect(box.right, box.content).toBeLessThanOrEqual(width);
      expect(box.bottom, box.content).toBeLessThanOrEqual(height);
      for (const other of boxes) {
        if (other === box) continue;
        const apart =
          box.right <= other.left ||
          other.right <= box.left ||
          box.bottom <= other.top ||
          other.bottom <= box.top;
        expect(apart, `“${box.content}” and “${other.content}”`).toBe(true);
      }
    }
  });

  it("is well-formed, with a title and a description that are the words beside it", () => {
    const svg = write(draw(picture, { theme: "dark", locale }));
    const document = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(document.getElementsByTagName("title")[0]?.textContent).toBe(drawable(picture.words.title));
    expect(document.getElementsByTagName("desc")[0]?.textContent).toBe(drawable(picture.words.alt));
    expect(picture.words.alt.length).toBeGreaterThan(picture.words.title.length + 20);
  });
});
