/** Two thousand made-up requests each; a hundred thousand run in `npm run bench -- fuzz`. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { readExport } from "#core/export.ts";
import { customId, parseCustomId } from "#discord/custom-id.ts";
import { madeUp, nearlyExports, startFuzz } from "./page-fuzz.ts";

const numRuns = 2_000;

it("answers every made-up request with something meant for it, and shows nobody anybody else's", async () => {
  await using world = await startFuzz();
  const seen = new Set<number>();
  const property = fc.asyncProperty(madeUp, async (request) => {
    seen.add(await world.tryOut(request));
  });
  await fc.assert(property, { numRuns });
  // That it found its way in, and was turned away too, shows that the requests are worth something.
  expect([...seen]).toEqual(expect.arrayContaining([200, 303, 401, 404, 422]));
}, 120_000);

it("reads no file that is nearly an export", () => {
  fc.assert(
    fc.property(nearlyExports, (source) => {
      expect(readExport(source).ok).toBe(false);
    }),
    { numRuns },
  );
});

it("takes apart any custom id without a fault, and its own ones into what they were made of", () => {
  const part = fc.stringMatching(/^[\w.-]{1,12}$/);
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 120 }),
      part,
      part,
      fc.array(part, { maxLength: 3 }),
      (odd, command, action, args) => {
        const found = parseCustomId(odd);
        if (found) expect(odd.startsWith("1:")).toBe(true);
        expect(parseCustomId(customId(command, action, ...args))).toEqual({ command, action, args });
      },
    ),
    { numRuns },
  );
});
