/** Moving pictures: frames of ours as a GIF, which Discord shows where it stands. */
import type * as Gifenc from "gifenc";
import { createRequire } from "node:module";
import type { PacerData, PacerWords } from "#core/chart-data-picture.ts";
import { pacerFrame } from "./pacer.ts";
import { pixelsOf } from "./raster.ts";

// CommonJS whose names Node cannot see from outside; a test runner sees them otherwise than Node does.
const gifenc = createRequire(import.meta.url)("gifenc") as typeof Gifenc;

/** A circle that grows a pixel from frame to frame looks smooth; more would only be larger. */
const perSecond = 10;
const colours = 16;

/** One whole breath, over and over. */
export function breathingGif(data: PacerData, words: PacerWords): Uint8Array {
  const count = (data.in + data.out) * perSecond;
  const frames = Array.from({ length: count }, (_, index) => pacerFrame(data, words, index / perSecond));
  const half = pixelsOf(frames[(data.in * perSecond) / 2]!, 1);
  const palette = gifenc.quantize(half.pixels, colours);
  const gif = gifenc.GIFEncoder();
  for (const [index, frame] of frames.entries()) {
    const { pixels, width, height } = index === (data.in * perSecond) / 2 ? half : pixelsOf(frame, 1);
    const first = index === 0 ? { palette, repeat: 0 } : {};
    gif.writeFrame(gifenc.applyPalette(pixels, palette), width, height, {
      ...first,
      delay: 1000 / perSecond,
    });
  }
  gif.finish();
  return gif.bytes();
}
