/** A real browser for tests, from npm alone: nothing has to be installed on the machine. */
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import packed from "@sparticuz/chromium";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "..");
const chromiumFolder = dirname(dirname(require.resolve("@sparticuz/chromium")));

/**
 * Of the flags the package brings for its cloud, those that a test must not have are left out: all in one process falls
 * down with the first page that does, the web's security is part of what is tested, and a graphics card that is played by
 * the processor takes more of it than all pages together.
 */
const UNWANTED = [
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--single-process",
  "--no-zygote",
  "--disable-web-security",
  "--allow-running-insecure-content",
];

let launched: Promise<Browser> | undefined;

/** The browser of this test file; launched at the first call. */
export async function sharedBrowser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

export async function closeBrowser(): Promise<void> {
  const browser = await launched;
  launched = undefined;
  await browser?.close();
}

async function launch(): Promise<Browser> {
  const home = await unpacked();
  const args = packed.args.filter((flag) => !UNWANTED.includes(flag));
  const env = { ...process.env, FONTCONFIG_FILE: join(home, "fonts.conf") };
  const options = { executablePath: join(home, "chromium"), args: [...args, "--disable-gpu"] };
  try {
    return await chromium.launch({ ...options, env });
  } catch (error) {
    // The machine lacks NSS or expat: the package has them, made for a system of the same kind.
    if (!/error while loading shared libraries/.test(String(error))) throw error;
    return chromium.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: join(home, "al2023", "lib") } });
  }
}

/**
 * The folder with the unpacked browser, one per version, among the project's packages. Unpacked beside it and then moved
 * there in one step: the package's own unpacking takes a half-written file of another process for a whole one.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(chromiumFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const cache = join(root, "node_modules", ".cache", "thaw");
  const home = join(cache, `chromium-${version}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(`${home}-`);
  const bin = join(chromiumFolder, "bin");
  await unbrotli(join(bin, "chromium.br"), join(draft, "chromium"), 0o700);
  for (const name of ["fonts", "al2023"]) await untar(join(bin, `${name}.tar.br`), join(draft, name));
  await untar(join(bin, "swiftshader.tar.br"), draft);
  await writeFile(join(draft, "fonts.conf"), fontList(home));
  await rename(draft, home).catch(async (error: unknown) => {
    // Another process was first.
    await rm(draft, { recursive: true });
    if (!existsSync(home)) throw error;
  });
  return home;
}

/**
 * The fonts the browser draws with: the package's and the project's own, wherever both lie. The package's own list names
 * folders of its cloud alone, and a browser without any font dies with the first page.
 */
function fontList(home: string): string {
  const folders = [join(home, "fonts"), join(root, "assets", "fonts")];
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join("");
  const cache = `<cachedir>${join(home, "fonts-cache")}</cachedir>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}${cache}</fontconfig>`;
}

async function unbrotli(from: string, to: string, mode: number): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }));
}

async function untar(from: string, to: string): Promise<void> {
  // The package's own dependency, so it is there and is the one it was packed for.
  const tar = createRequire(join(chromiumFolder, "package.json"))("tar-fs") as {
    extract(to: string): Writable;
  };
  await pipeline(createReadStream(from), createBrotliDecompress(), tar.extract(to));
}
