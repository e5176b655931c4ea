import { describe, expect, it } from "vitest";
import { helpFor, isStale, lastChecked, staleEntries } from "#core/help-line.ts";
import type { CountryHelp } from "#core/help-line.ts";

const source = { url: "https://example.org", kind: "government" } as const;
const emergency = (number: string, checked: string | null) => ({
  number,
  source,
  checked,
  verified: "no" as const,
});

function country(id: string, checked: (string | null)[]): CountryHelp {
  return {
    id,
    country: id,
    version: 1,
    name: id.toUpperCase(),
    emergency: checked.map((date, at) => emergency(`11${at}`, date)),
    lines: [],
    directory: "https://findahelpline.com",
    author: "",
    review: "",
  };
}
const all = [country("international", []), country("gb", ["2026-05-01", "2026-03-01"])];

describe("a country's numbers", () => {
  it("are found in either case, and fall back to the international entry", () => {
    expect(helpFor(all, "GB")?.id).toBe("gb");
    expect(helpFor(all, "zz")?.id).toBe("international");
    expect(helpFor(all, undefined)?.id).toBe("international");
  });

  it.each([
    ["2025-11-24", "2026-11-24", false],
    ["2025-11-23", "2026-11-24", true],
    ["2024-02-29", "2025-03-01", true],
    ["2024-02-29", "2025-02-28", false],
    ["2026-12-01", "2026-11-24", true],
    [null, "2026-11-24", true],
  ])("checked on %s are stale on %s: %s", (checked, today, stale) => {
    expect(isStale(checked, today)).toBe(stale);
  });

  it("name what is stale", () => {
    expect(staleEntries(all[1] as CountryHelp, "2027-04-01")).toEqual(["gb: 111"]);
    expect(staleEntries(all[1] as CountryHelp, "2026-06-01")).toEqual([]);
  });

  it("were last checked when the oldest of them was", () => {
    expect(lastChecked(all[1] as CountryHelp)).toBe("2026-03-01");
    expect(lastChecked(country("fr", ["2026-01-01", null]))).toBeNull();
    expect(lastChecked(all[0] as CountryHelp)).toBeNull();
  });
});
