/** The colours: legible for everyone, told apart by those who see fewer of them, and never an alarm. */
import { describe, expect, it } from "vitest";
import { themes, type Theme } from "#charts/theme.ts";

type Rgb = [number, number, number];

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb;
const linear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** Full-strength simulations from Machado, Oliveira and Fernandes (2009), on linear light. */
const blindness = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seen(hex: string, matrix: number[]): Rgb {
  const light = rgbOf(hex).map(linear);
  return [0, 3, 6].map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        light.reduce((sum, value, column) => sum + value * matrix[row + column]!, 0),
      ),
    ),
  ) as Rgb;
}

/** Distance in OKLab, where 0.02 is about what an eye can just tell apart side by side. */
function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(...a.map((value, index) => value - b[index]!));
}

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Degrees round the wheel; red is 0. */
function hue(hex: string): number {
  const [r, g, b] = rgbOf(hex);
  return (Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180) / Math.PI;
}

const coloursOf = ({ tone, wash, steps, ...others }: Theme): string[] => [
  ...Object.values(others),
  ...Object.values(tone),
  ...Object.values(wash),
  ...steps,
];

describe.each(Object.entries(themes))("%s", (_, theme) => {
  it("keeps text at 4.5 to 1 on every ground it stands on", () => {
    for (const ground of [theme.paper, theme.panel, theme.wash.dawn]) {
      expect(contrast(theme.ink, ground)).toBeGreaterThanOrEqual(4.5);
    }
    for (const ground of [theme.paper, theme.panel]) {
      expect(contrast(theme.soft, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps marks at 3 to 1 on paper", () => {
    for (const tone of Object.values(theme.tone)) {
      expect(contrast(tone, theme.paper)).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.entries(blindness))("keeps its tones apart with %s", (_name, matrix) => {
    const { dawn, ice, moss } = theme.tone;
    for (const [one, other] of [
      [dawn, ice],
      [ice, moss],
      [dawn, moss],
    ] as const) {
      expect(distance(seen(one, matrix), seen(other, matrix)), `${one} ${other}`).toBeGreaterThan(0.04);
    }
  });

  it("has shades that go one way, each far enough from the next", () => {
    const light = [theme.panel, ...theme.steps].map((step) => luminance(rgbOf(step)));
    const steps = light.slice(1).map((value, index) => value - light[index]!);
    expect(new Set(steps.map(Math.sign)).size).toBe(1);
    theme.steps.slice(1).forEach((step, index) => {
      expect(contrast(step, theme.steps[index]!)).toBeGreaterThan(1.3);
    });
  });

  it("has no red", () => {
    for (const colour of coloursOf(theme)) {
      const [r, g, b] = rgbOf(colour);
      const vivid = Math.max(r, g, b) - Math.min(r, g, b) > 0.25;
      expect(!vivid || Math.abs(hue(colour)) > 22, colour).toBe(true);
    }
  });
});
