/** What is installed is what was looked at. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
}

it("are pinned, each with a checksum from the lock file", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read("package.json")) as Record<
    string,
    Record<string, string>
  >;
  const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
  for (const [name, version] of Object.entries(wanted))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)]);
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
  expect(shipped.length).toBeGreaterThan(50);
  for (const [path, { integrity }] of shipped)
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
});

it("run nothing of their own while being installed", () => {
  expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
});
