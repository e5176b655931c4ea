/** SVG → PNG, at as many pixels a unit as wanted. */
import { Resvg } from "@resvg/resvg-js";
import { fontsOf, outlined } from "./letters.ts";
import { pathOf } from "./fonts.ts";
import { contentOf, write, type SvgNode } from "./svg.ts";

/** Words for those who do not see the picture, or who point at it, are no marks in it. */
const unsaid = (node: SvgNode): SvgNode => ({
  ...node,
  children: node.children
    .filter((child) => typeof child === "string" || !["title", "desc"].includes(child.tag))
    .map((child) => (typeof child === "string" ? child : unsaid(child))),
});

/** The picture as PNG. @param scale pixels a unit; 2 makes 800 pixels of a picture's width */
export const rasterise = (picture: SvgNode, scale: number): Uint8Array => render(picture, scale).asPng();

/** The picture as red, green, blue and opacity of each pixel. */
export function pixelsOf(
  picture: SvgNode,
  scale: number,
): { pixels: Uint8Array; width: number; height: number } {
  const { pixels, width, height } = render(picture, scale);
  return { pixels, width, height };
}

function render(picture: SvgNode, scale: number) {
  const fonts = new Set<string>();
  const svg = write(unsaid(picture), (node) => {
    const drawn = outlined(node);
    if (drawn.tag === "text") {
      const weight = node.attrs["font-weight"] === 600 ? "semibold" : "regular";
      for (const file of fontsOf(contentOf(node), weight)) fonts.add(pathOf(file));
    }
    return drawn;
  });
  return new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: "Noto Sans" },
    fitTo: { mode: "zoom", value: scale },
  }).render();
}
