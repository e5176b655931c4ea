/** `npm run doctor`, as an operator runs it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";

const script = join(import.meta.dirname, "../../scripts/doctor.ts");

async function doctor(env: Record<string, string>): Promise<{ code: number; text: string }> {
  const run = promisify(execFile)(process.execPath, [script], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, text: error.stdout }),
  );
}

it("finds nothing wrong on a fresh machine, and says what is on a spoilt one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-doctor-"));
  await using sandbox = await startSandbox({});
  const env = { DISCORD_API: sandbox.api, DATA_DIR: folder };
  const well = await doctor({ ...env, DISCORD_TOKEN: sandbox.token });
  expect(well.text).toContain("The token is that of Thaw");
  expect(well.text).toContain("It may do what it needs in its servers");
  expect(well.text).not.toContain("FAIL");
  expect(well.code).toBe(0);

  writeFileSync(join(folder, "thaw.db"), "Dear diary, ".repeat(500));
  const ill = await doctor({ ...env, DISCORD_TOKEN: "a.wrong.token" });
  expect(ill.text).toMatch(/FAIL {2}.*thaw\.db is damaged or is no database/);
  expect(ill.text).toMatch(/FAIL {2}Discord refuses DISCORD_TOKEN\n +→ Make a new token/);
  expect(ill.code).toBe(1);
  rmSync(folder, { recursive: true, force: true });
});
