import { expect, it } from "vitest";
import { dateFormat } from "#locale/date-format.ts";

const inZone = (timeZone: string) =>
  ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }) as const;

it("keeps a format, and each with its own options", () => {
  expect(dateFormat("en", inZone("Asia/Tokyo"))).toBe(dateFormat("en", inZone("Asia/Tokyo")));
  expect(dateFormat("en", inZone("Asia/Tokyo")).format(0)).toBe("09:00");
  expect(dateFormat("en", inZone("Asia/Kolkata")).format(0)).toBe("05:30");
});

it("makes those anew that were pushed out by many others", () => {
  const first = dateFormat("en", inZone("Europe/Lisbon"));
  for (const zone of Intl.supportedValuesOf("timeZone")) dateFormat("en", inZone(zone));
  expect(dateFormat("en", inZone("Europe/Lisbon"))).not.toBe(first);
  expect(dateFormat("en", inZone("Europe/Lisbon")).format(0)).toBe(first.format(0));
});
