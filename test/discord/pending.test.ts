import { expect, it } from "vitest";
import { pending } from "#discord/pending.ts";

function start() {
  const clock = { now: 0 };
  let ids = 0;
  return {
    clock,
    held: pending<string>(
      () => clock.now,
      () => `t${(ids += 1)}`,
    ),
  };
}

it("gives back what a member left, once, to nobody else, and for a quarter of an hour", () => {
  const { clock, held } = start();
  const token = held.hold("ash", "words");
  expect(held.take("birch", token)).toBeUndefined();
  expect(held.take("ash", token)).toBe("words");
  expect(held.take("ash", token)).toBeUndefined();
  const late = held.hold("ash", "more words");
  clock.now += 15 * 60_000;
  expect(held.take("ash", late)).toBeUndefined();
});

it("holds the newest ten of one member, and a thousand of all", () => {
  const { held } = start();
  const own = Array.from({ length: 11 }, (_, index) => held.hold("ash", `own ${index}`));
  const other = held.hold("birch", "theirs");
  expect(held.take("ash", own[0]!)).toBeUndefined();
  expect(held.take("ash", own[1]!)).toBe("own 1");
  const rest = Array.from({ length: 1000 }, (_, index) => held.hold(`member ${index}`, "x"));
  expect(held.take("birch", other)).toBeUndefined();
  expect(held.take("member 999", rest[999]!)).toBe("x");
});

it("lets go of all that one member left", () => {
  const { held } = start();
  const [own, other] = [held.hold("ash", "words"), held.hold("birch", "theirs")];
  held.drop("ash");
  expect(held.take("ash", own)).toBeUndefined();
  expect(held.take("birch", other)).toBe("theirs");
});
