/** What is installed is what was looked at. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";

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

it("are joined in the build by actions that are pinned too", () => {
  const folder = join(root, ".github/workflows");
  const uses = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/uses: (\S+)/g)].map(([, action]) => action),
  );
  expect(uses.length).toBeGreaterThan(4);
  for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

it("are listed in each release, by a job that may not write", () => {
  const { jobs, permissions } = parse(read(".github/workflows/release.yml")) as {
    jobs: Record<string, { needs?: string; permissions?: unknown; steps: { run?: string; uses?: string }[] }>;
    permissions: unknown;
  };
  const runs = (job: string) => (jobs[job]?.steps ?? []).map(({ run }) => run ?? "").join("\n");
  expect(permissions).toEqual({ contents: "read" });
  expect(runs("gate")).toMatch(
    /package\.json[^\n]*\nnpm test\n[^]*npm audit[^]*npm run --silent sbom > "thaw-\$GITHUB_REF_NAME/,
  );
  expect(jobs["gate"]?.permissions).toBeUndefined();
  expect(jobs["publish"]?.needs).toBe("gate");
  const may = { contents: "write", "id-token": "write", attestations: "write" };
  expect(jobs["publish"]?.permissions).toEqual(may);
  // Attested before it can be had.
  const steps = jobs["publish"]?.steps.map(({ run, uses }) => (uses ?? run ?? "").split(/[@ ]/, 2).join(" "));
  expect(steps).toEqual([
    expect.stringMatching(/^actions\/download-artifact /),
    expect.stringMatching(/^actions\/attest /),
    "gh release",
  ]);
  expect(runs("publish")).toMatch(/gh release create [^]*thaw-\*\.cdx\.json/);
  // What is listed is what an operator runs, by name and checksum.
  const list = JSON.parse(
    execFileSync("npm", ["run", "--silent", "sbom"], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 }),
  ) as { bomFormat: string; components: { name: string; hashes?: unknown[] }[] };
  expect(list.bomFormat).toBe("CycloneDX");
  const names = list.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["discord.js", "hono", "better-sqlite3", "undici"]));
  expect(names).not.toContain("vitest");
  for (const { name, hashes } of list.components) expect([name, hashes?.length]).toEqual([name, 1]);
}, 30_000);

it("run nothing of their own while being installed", () => {
  expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
});
