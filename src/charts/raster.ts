/** SVG → PNG, at as many pixels a unit as wanted. */
import { Resvg } from "@resvg/resvg-js";
import { fontsOf, outlined } from "./letters.ts";
import { pathOf } from "./fonts.ts";
import { contentOf, write, type SvgNode } from "./svg.ts";

/** The picture as PNG. @param scale pixels a unit; 2 makes 800 pixels of a picture's width */
export function rasterise(picture: SvgNode, scale: number): Uint8Array {
  const fonts = new Set<string>();
  // Words for those who do not see the picture are no marks in it.
  const marks = picture.children.filter(
    (child) => typeof child === "string" || !["title", "desc"].includes(child.tag),
  );
  const svg = write({ ...picture, children: marks }, (node) => {
    const drawn = outlined(node);
    if (drawn.tag === "text") {
      const weight = node.attrs["font-weight"] === 600 ? "semibold" : "regular";
      for (const file of fontsOf(contentOf(node), weight)) fonts.add(pathOf(file));
    }
    return drawn;
  });
  const rendered = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: "Noto Sans" },
    fitTo: { mode: "zoom", value: scale },
  }).render();
  return rendered.asPng();
}
