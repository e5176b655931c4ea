import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import clockCases from "../fixtures/clock-cases.json" with { type: "json" };

interface Outcome {
  lines: string[];
  error: string;
  code: number;
}

function occurrences(args: string[], hostZone = "UTC"): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, TZ: hostZone } };
    execFile(process.execPath, ["scripts/occurrences.ts", ...args], options, (error, stdout, stderr) => {
      const code = error && typeof error.code === "number" ? error.code : 0;
      resolve({ lines: stdout.split("\n").slice(0, -1), error: stderr, code });
    });
  });
}

const plain = ["--zone", "Europe/Berlin", "--from", "2026-03-01T00:00:00Z", "--count", "2"];

describe("npm run occurrences", () => {
  it.each(["America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca"])(
    "prints the same instants on a host in %s",
    { timeout: 60_000 },
    async (hostZone) => {
      for (const one of clockCases.filter((_, index) => index % 4 === 0)) {
        const when = one.cron === undefined ? ["--at", one.localTime] : ["--cron", one.cron];
        const count = String(one.expected.length);
        const args = ["--zone", one.zone, ...when, "--from", one.from, "--count", count];
        expect(await occurrences(args, hostZone)).toEqual({ lines: one.expected, error: "", code: 0 });
      }
    },
  );

  it("takes days of the week, several times, and a start on the wall", async () => {
    const args = ["--zone", "Europe/Berlin", "--from", "2026-03-02T08:00", "--count", "3"];
    const { lines } = await occurrences([...args, "--at", "08:00", "--at", "20:30", "--days", "mon,WED"]);
    expect(lines).toEqual(["2026-03-02T19:30:00Z", "2026-03-04T07:00:00Z", "2026-03-04T19:30:00Z"]);
  });

  it.each<[string[], RegExp]>([
    [
      ["--zone", "Mars/Olympus", "--at", "08:00", "--from", "2026-03-01", "--count", "1"],
      /no time zone "Mars\/Olympus"/,
    ],
    [[...plain, "--at", "24:00"], /"24:00" is not a time/],
    [[...plain, "--at", "8 o'clock"], /is not a time/],
    [[...plain, "--cron", "0 25 * * *"], /The hour \(second field\) cannot be "25": it takes 0 to 23/],
    [[...plain, "--cron", "0 9 1 * 1"], /both the day of the month .* and the day of the week/],
    [[...plain, "--cron", "0 0 31 2 *"], /never comes round/],
    [[...plain, "--cron", "0 9 * * 1", "--at", "08:00"], /one of the two/],
    [[...plain], /one of the two/],
    [[...plain, "--at", "08:00", "--days", "mon,funday"], /"funday" is not a weekday/],
    [["--zone", "UTC", "--at", "08:00", "--from", "2026-02-30T00:00:00Z", "--count", "1"], /not an ISO time/],
    [["--zone", "UTC", "--at", "08:00", "--from", "soon", "--count", "1"], /not an ISO time/],
    [["--zone", "UTC", "--at", "08:00", "--from", "2026-03-01", "--count", "0"], /--count must be/],
    [["--zone", "UTC", "--at", "08:00", "--count", "1"], /--from is missing/],
    [[...plain, "--at", "08:00", "--often"], /Unknown option/],
  ])("answers %j with a sentence", async (args, sentence) => {
    const { lines, error, code } = await occurrences(args);
    expect(error).toMatch(sentence);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
    expect({ lines, code }).toEqual({ lines: [], code: 1 });
  });
});
