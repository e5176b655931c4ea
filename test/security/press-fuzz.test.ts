/** Two thousand made-up presses, forms and commands; a hundred thousand run in `npm run bench -- fuzz`. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { madeUpPress, startPresses } from "./press-world.ts";

it("answers every made-up press, form and command, and shows nobody anybody else's", async () => {
  await using world = await startPresses();
  await fc.assert(
    fc.asyncProperty(madeUpPress, (press) => world.tryOut(press)),
    { numRuns: 2_000, endOnFailure: true },
  );
  // That messages, changes of messages, forms and choices came shows that the presses found their way in.
  for (const kind of [4, 7, 8, 9]) expect([kind, world.answers[kind]]).toEqual([kind, expect.any(Number)]);
}, 120_000);
