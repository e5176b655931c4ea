import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadCommands } from "#discord/load-commands.ts";

const folder = mkdtempSync(join(tmpdir(), "thaw-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** A commands folder with one command whose file has this text. */
function folderWith(name: string, text: string | undefined): string {
  const root = join(folder, String((count += 1)));
  mkdirSync(join(root, name), { recursive: true });
  if (text !== undefined) writeFileSync(join(root, name, "command.ts"), text);
  return root;
}

it("finds every command of the project, each under its folder's name", async () => {
  const commands = await loadCommands();
  expect([...commands.keys()]).toEqual(
    expect.arrayContaining(["checkin", "help-now", "plan", "urge", "welcome"]),
  );
  for (const [name, { data }] of commands) if (data) expect(data.toJSON().name).toBe(name);
});

it.each([
  ["no file", undefined, /commands\/bad: command.ts could not be loaded/],
  ["no default export", "export const x = 1;", /has no default export/],
  ["an unknown field", "export default { buttns: {} };", /the unknown field buttns/],
  [
    "another name",
    'export default { run() {}, data: { toJSON: () => ({ name: "good" }) } };',
    /is called good/,
  ],
  ["no run", 'export default { data: { toJSON: () => ({ name: "bad" }) } };', /no run\(\)/],
  ["nothing in it", "export default {};", /neither a slash command nor buttons/],
])("refuses to start on a folder with %s", async (_what, text, message) => {
  await expect(loadCommands(folderWith("bad", text))).rejects.toThrow(message);
});
