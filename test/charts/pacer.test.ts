import { expect, it } from "vitest";
import { breathingGif } from "#charts/gif.ts";
import { pacerFrame } from "#charts/pacer.ts";
import { contentOf } from "#charts/svg.ts";

const words = { title: "A breath", subtitle: "", alt: "", in: "In", out: "Out" };
const breath = { in: 4, out: 6 };

/** Radius of the circle one follows, and the words under it. */
function at(second: number): [radius: number, said: string] {
  const { children } = pacerFrame(breath, words, second);
  const nodes = children.filter((child) => typeof child !== "string");
  const radius = nodes.filter(({ tag }) => tag === "circle").at(-1)?.attrs["r"];
  return [Math.round(Number(radius)), contentOf(nodes.at(-1)!)];
}

it("grows for four seconds and shrinks for six, and says which and how long still", () => {
  expect([0, 2, 3.9, 4, 7, 9.9].map(at)).toEqual([
    [30, "In · 4"],
    [59, "In · 2"],
    [88, "In · 1"],
    [88, "Out · 6"],
    [59, "Out · 3"],
    [30, "Out · 1"],
  ]);
});

it("is a GIF of one whole breath that goes round for ever, small enough to send", () => {
  const bytes = Buffer.from(breathingGif({ in: 1, out: 2 }, words));
  expect(bytes.subarray(0, 6).toString("latin1")).toBe("GIF89a");
  expect(bytes.includes(Buffer.from("NETSCAPE2.0\x03\x01\x00\x00\x00", "latin1"))).toBe(true);
  // A control block before each frame, with a delay of ten hundredths of a second.
  const frames = bytes.toString("latin1").split("\x21\xf9\x04\x00\x0a\x00").length - 1;
  expect(frames).toBe(30);
  expect(bytes.length).toBeLessThan(150_000);
});
