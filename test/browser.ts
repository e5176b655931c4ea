/** A real browser for tests, from npm alone: nothing has to be installed on the machine. */
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { threadId } from "node:worker_threads";
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
  const env = { ...process.env, FONTCONFIG_FILE: await fontList(home) };
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
  await rename(draft, home).catch(async (error: unknown) => {
    // Another process was first.
    await rm(draft, { recursive: true });
    if (!existsSync(home)) throw error;
  });
  return home;
}

/**
 * Names the fonts the browser draws with: the package's, the project's own, and one whose letters are all of one width, as
 * columns of text need it, wherever they lie. The package's own list names folders of its cloud alone, and a browser
 * without any font dies with the first page.
 *
 * @returns the list's file, written anew where it says something else
 */
async function fontList(home: string): Promise<string> {
  const equal = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
  const folders = [join(home, "fonts"), join(root, "assets", "fonts"), equal];
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join("");
  // Of that family's fonts no other: they would be taken where a page asks for no font by name.
  const reject = `<rejectfont><glob>${equal}/*</glob></rejectfont>`;
  const accept = `<acceptfont><glob>${equal}/DejaVuSansMono*</glob></acceptfont>`;
  const cache = `<cachedir>${join(home, "fonts-cache")}</cachedir>`;
  const list = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<selectfont>${reject}${accept}</selectfont>${cache}</fontconfig>`;
  const file = join(home, "fonts.conf");
  if (existsSync(file) && (await readFile(file, "utf8")) === list) return file;
  const draft = `${file}.${process.pid}.${threadId}`;
  await writeFile(draft, list);
  await rename(draft, file);
  return file;
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
