/** The page's own files: TypeScript with its types stripped, the few packages it uses, everything from this machine. */
import { createHash } from "node:crypto";
import { readFile, readdir, stat } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const pageFolder = fileURLToPath(new URL("../page/", import.meta.url));

const TYPES: Record<string, string> = {
  ".ts": "text/javascript; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json; charset=utf-8",
  ".woff2": "font/woff2",
};

export interface StaticFile {
  type: string;
  /** Gzipped. */
  bytes: Buffer;
  headers: Record<string, string>;
}

interface Kept {
  file: StaticFile;
  changedAt: number;
}

export interface PageFiles {
  /** @param path `/`, `/page/chat/pane.ts`, `/page/vendor/lit/index.js`. Undefined: there is no such file. */
  find(path: string): Promise<StaticFile | undefined>;
}

/** Built once in a process, however many sandboxes it starts. */
const kept = new Map<string, Kept>();

export function makePageFiles(): PageFiles {
  async function load(file: string, build: (bytes: Buffer) => Promise<StaticFile> | StaticFile) {
    const info = await stat(file).catch(() => undefined);
    if (info === undefined || !info.isFile()) return undefined;
    const known = kept.get(file);
    if (known?.changedAt === info.mtimeMs) return known.file;
    const built = await build(await readFile(file));
    kept.set(file, { file: built, changedAt: info.mtimeMs });
    return built;
  }

  return {
    async find(path) {
      if (path === "/" || path === "/index.html") return load(join(pageFolder, "index.html"), index);
      if (path.startsWith("/page/vendor/")) return vendorFile(path.slice("/page/vendor/".length), load);
      if (!path.startsWith("/page/")) return undefined;
      const file = normalize(join(pageFolder, path.slice("/page/".length)));
      const type = TYPES[extname(file)];
      if (!file.startsWith(pageFolder) || type === undefined) return undefined;
      return load(file, (bytes) => plain(type, extname(file) === ".ts" ? stripped(bytes) : bytes));
    },
  };
}

function plain(type: string, bytes: Buffer): StaticFile {
  return { type, bytes: gzipSync(bytes), headers: {} };
}

/** Keeps lines and columns where they were, so that errors name the right place. */
function stripped(bytes: Buffer): Buffer {
  return Buffer.from(stripTypeScriptTypes(bytes.toString("utf8"), { mode: "strip" }));
}

/** Import specifier → path under `node_modules`; nothing else from there is served. */
async function vendorMap(): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(pageFolder, "vendor.json"), "utf8")) as Record<string, string>;
}

async function vendorFile(
  wanted: string,
  load: (file: string, build: (bytes: Buffer) => StaticFile) => Promise<StaticFile | undefined>,
): Promise<StaticFile | undefined> {
  const allowed = Object.values(await vendorMap());
  if (!allowed.includes(wanted)) return undefined;
  const file = await inNodeModules(wanted);
  // A source map would be asked for and is not served.
  const build = (bytes: Buffer) =>
    plain(
      TYPES[".js"] ?? "",
      Buffer.from(bytes.toString("utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n")),
    );
  return file === undefined ? undefined : load(file, build);
}

async function inNodeModules(path: string): Promise<string | undefined> {
  for (let folder = pageFolder; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "node_modules", ...path.split("/"));
    if (file.includes(`${sep}..${sep}`)) return undefined;
    if ((await stat(file).catch(() => undefined))?.isFile() === true) return file;
  }
  return undefined;
}

/** All modules at once: found one through another, they would come in a dozen waves. */
async function modules(vendor: string[]): Promise<string> {
  const names = await readdir(pageFolder, { recursive: true });
  const own = names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `/page/${name.split(sep).join("/")}`);
  return [...vendor, ...own.sort()].map((path) => `<link rel="modulepreload" href="${path}">`).join("\n");
}

/** The page with its import map, and a policy that lets nothing run or load from elsewhere. */
async function index(bytes: Buffer): Promise<StaticFile> {
  const entries = Object.entries(await vendorMap()).map(([name, path]) => [name, `/page/vendor/${path}`]);
  const map = JSON.stringify({ imports: Object.fromEntries(entries) });
  const preloads = await modules(entries.map(([, path]) => path ?? ""));
  const html = bytes
    .toString("utf8")
    .replace(/<head>/, `<head>\n<script type="importmap">${map}</script>\n${preloads}`);
  const hash = createHash("sha256").update(map).digest("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    // Colours of roles and embeds are set on single elements; whole sheets come from files only.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    type: TYPES[".html"] ?? "",
    bytes: gzipSync(html),
    headers: { "content-security-policy": policy.join("; "), "x-frame-options": "DENY" },
  };
}
