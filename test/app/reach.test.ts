/** About how many a schedule reaches: rounded, and counted once a week, so that no join or leave shows. */
import { expect, it } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import { startMachine } from "#test/nudges/harness.ts";

it("stays the same all week, whoever joins or leaves", async () => {
  await using machine = await startMachine("sqlite", "2026-03-02T12:00:00Z");
  const by = { id: "robin", guildId: "g1", locale: "en" };
  const draft = {
    kind: "checkin" as const,
    content: {},
    rule: dailyRule([480]),
    zone: null,
    windowMin: 0,
    way: "dm" as const,
    channelId: null,
    policy: {},
  };
  const { id } = await machine.moderation.add(by, draft);
  const reach = async () => (await machine.moderation.preview(by, draft, id, "UTC")).reach;
  const join = async (count: number) => {
    for (let member = 0; member < count; member += 1) await machine.cases.join(await machine.member(), id);
  };
  await join(12);
  expect(await reach()).toEqual({ about: 10 });
  await join(1);
  expect(await reach()).toEqual({ about: 10 });
  machine.setClock("2026-03-09T00:00:01Z");
  expect(await reach()).toEqual({ about: 15 });
  const next = await machine.moderation.add(by, draft);
  expect((await machine.moderation.preview(by, draft, next.id, "UTC")).reach).toEqual({ fewerThan: 10 });
});
