/** What a reader of the pages meets: links that lead somewhere, commands that exist, no trace of a merge. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { slug } from "github-slugger";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const pages = globSync(["*.md", "{.github,assets,docs,sandbox}/**/*.md"], { cwd: root }).toSorted();
const scripts = Object.keys(
  (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts,
);

/** The places in a page that a link can point at. */
const anchors = (page: string): string[] =>
  [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => slug(heading.replaceAll("`", "")));

/** Links of Markdown and sources of pictures, without what leads out of the project. */
const links = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));

it("finds the pages", () => {
  expect(pages).toContain("README.md");
  expect(pages.length).toBeGreaterThan(20);
});

describe.each(pages)("%s", (page) => {
  it("links to what is there", () => {
    const broken = links(read(page)).filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && target.endsWith(".md") && !anchors(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("names only scripts that exist", () => {
    const named = [...read(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(
      ([, name = ""]) => name,
    );
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("holds no trace of a merge", () => {
    expect(read(page)).not.toMatch(/^(?:<{7}|>{7}) /m);
  });
});
