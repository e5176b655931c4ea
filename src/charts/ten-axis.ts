/** The axis of what is answered from 0 to 10: three lines, and words instead of numbers at the ends. */
import { scaleLinear } from "d3-scale";
import { sizes, type Box, type Look } from "./frame.ts";
import { drawable, fit, widthOf } from "./letters.ts";
import { el, text, type SvgNode } from "./svg.ts";

/** What stands at the ends. */
interface Ends {
  high: string;
  low: string;
}

/** Room for the words beside the plot, pixels. */
export const tenGutter = ({ high, low }: Ends): number =>
  Math.min(100, Math.max(...[high, low].map((label) => widthOf(drawable(label), sizes.small))) + 10);

export function tenAxis({ high, low }: Ends, { theme }: Look, plot: Box, gutter: number): SvgNode[] {
  const y = scaleLinear([0, 10], [plot.y + plot.height, plot.y]);
  const label = (value: number, content: string) =>
    text(plot.x - 8, y(value) + 5, fit(content, gutter - 8, sizes.small), {
      size: sizes.small,
      fill: theme.soft,
      anchor: "end",
    });
  return [
    ...[0, 5, 10].map((value) =>
      el("path", {
        d: `M${plot.x} ${y(value)}H${plot.x + plot.width}`,
        stroke: theme.grid,
        "stroke-width": value === 5 ? 1 : 1.5,
        "stroke-dasharray": value === 5 ? "2 4" : undefined,
      }),
    ),
    label(10, high),
    label(0, low),
  ];
}
