/** Drawing off the event loop: in threads, bounded, and forgotten with whoever it was drawn for. */
import { describe, expect, it, onTestFinished } from "vitest";
import { chartPool, poolDefaults, type PoolOptions } from "#charts/pool.ts";
import type { Picture } from "#core/chart-data-picture.ts";
import { examplePictures } from "#scripts/charts.ts";

const { heat, days } = examplePictures() as Record<"heat" | "days", Picture>;
const style = { theme: "light", locale: "en-GB" } as const;
const signature = (bytes: Uint8Array | undefined): string =>
  Buffer.from(bytes ?? []).toString("latin1", 0, 5);

function pool(options: Partial<PoolOptions> = {}) {
  const failures: Error[] = [];
  const made = chartPool({ ...poolDefaults, failed: (error) => failures.push(error), ...options });
  onTestFinished(() => made.close());
  return Object.assign(made, { failures });
}

describe("the pool", () => {
  it("makes a PNG, an SVG and a PDF of a picture", async () => {
    const painter = pool();
    const made = await Promise.all(
      (["png", "svg", "pdf"] as const).map((format) => painter.draw(heat, style, format, "1")),
    );
    expect(made.map(signature)).toEqual(["\u0089PNG\r", "<svg ", "%PDF-"]);
    expect(painter.failures).toEqual([]);
  });

  it("starts a thread with the first picture, and draws the same picture once", async () => {
    const painter = pool();
    expect(painter.threads()).toBe(0);
    const [one, other] = await Promise.all([
      painter.draw(heat, style, "png", "1"),
      painter.draw(heat, style, "png", "1"),
    ]);
    expect(one).toBe(other);
    expect(await painter.draw(structuredClone(heat), style, "png", "1")).toBe(one);
    expect(painter.threads()).toBe(1);
  });

  it("keeps members' pictures apart, and forgets those of one who asks for it", async () => {
    const painter = pool();
    const [mine, theirs] = await Promise.all(
      ["1", "2"].map((owner) => painter.draw(heat, style, "png", owner)),
    );
    painter.forget("1");
    expect(await painter.draw(heat, style, "png", "1")).not.toBe(mine);
    expect(await painter.draw(heat, style, "png", "2")).toBe(theirs);
  });

  it("answers without a picture when more wait than it takes, and draws on afterwards", async () => {
    const painter = pool({ waiting: 1 });
    const made = await Promise.all(
      ["1", "2", "3", "4"].map((owner) => painter.draw(heat, style, "png", owner)),
    );
    expect(made.filter((bytes) => bytes === undefined)).toHaveLength(2);
    expect(signature(await painter.draw(days, style, "png", "4"))).toBe("\u0089PNG\r");
    expect(painter.load()).toBe(0);
  });

  it("tells of a picture that cannot be drawn, and goes on with the next", async () => {
    const painter = pool();
    const broken = { ...heat, data: { ...heat.data, cells: undefined } } as unknown as Picture;
    expect(await painter.draw(broken, style, "png", "1")).toBeUndefined();
    expect(painter.failures).toHaveLength(1);
    expect(signature(await painter.draw(heat, style, "png", "1"))).toBe("\u0089PNG\r");
  });

  it("gives up on a picture that takes too long, and replaces its thread", async () => {
    const painter = pool({ patienceMs: 1 });
    expect(await painter.draw(heat, style, "png", "1")).toBeUndefined();
    expect(painter.failures.map(({ message }) => message)).toEqual(["drawing took too long"]);
    expect(painter.threads()).toBe(0);
  });
});
