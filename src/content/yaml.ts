/**
 * YAML → plain values that know the lines they came from. Made for text from strangers: anchors, aliases, tags,
 * duplicate keys and keys that are no text are refused, size and depth are bounded, nothing throws.
 */
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Document, Node } from "yaml";
import type { Fault, Path } from "./fault.ts";

export interface YamlLimits {
  /** Characters of the whole file. */
  size: number;
  /** Lists and maps inside one another. */
  depth: number;
}

/** For files of the project itself: room for a scenario of ten thousand screens. */
export const projectLimits: YamlLimits = { size: 8_000_000, depth: 20 };
/** For files that a moderator sends. */
export const importLimits: YamlLimits = { size: 200_000, depth: 20 };

export interface YamlText {
  value: unknown;
  /** Line of the value at a path, or of the nearest thing above it that exists. */
  lineOf(path: Path, near?: string): number;
}

type Parsed = { ok: true; yaml: YamlText } | { ok: false; faults: Fault[] };

/** Parses one document. Every fault has its line; a text that cannot be parsed has at least one. */
export function parseYaml(text: string, file: string, limits: YamlLimits): Parsed {
  const fault = (line: number, code: string, message: string): Parsed => ({
    ok: false,
    faults: [{ file, line, code, message }],
  });
  if (text.length > limits.size) {
    const most = limits.size.toLocaleString("en");
    return fault(
      1,
      "too-large",
      `The file has ${text.length.toLocaleString("en")} characters; ${most} is the most.`,
    );
  }
  const deep = tooDeepAt(text, limits.depth);
  if (deep)
    return fault(deep, "too-deep", `Lists or maps lie more than ${limits.depth} levels inside one another.`);
  return parseBounded(text, file);
}

function parseBounded(text: string, file: string): Parsed {
  const lines = new LineCounter();
  const doc = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "core",
    stringKeys: true,
    merge: false,
  });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const faults = [...doc.errors, ...doc.warnings].map((e): Fault => ({
    file,
    line: lineAt(e.pos[0]),
    code: "yaml",
    message: `This is not valid YAML: ${e.message}.`,
  }));
  faults.push(...refusedNodes(doc, (offset) => ({ file, line: lineAt(offset) })));
  if (faults.length > 0) return { ok: false, faults };
  const lineOf = (path: Path, near?: string) => lineAt(offsetOf(doc, text, path, near));
  return { ok: true, yaml: { value: doc.toJS({ maxAliasCount: 0 }) as unknown, lineOf } };
}

/** Anchors and aliases can make a small file endless, and are never needed here. */
function refusedNodes(doc: Document, at: (offset: number) => { file: string; line: number }): Fault[] {
  const faults: Fault[] = [];
  const refuse = (node: Node, what: string) =>
    faults.push({
      ...at(node.range?.[0] ?? 0),
      code: "yaml-anchor",
      message: `${what} is not allowed here: write the text out.`,
    });
  visit(doc, {
    Alias: (_, node) => void refuse(node, `The alias *${node.source}`),
    Value: (_, node) => void (node.anchor && refuse(node, `The anchor &${node.anchor}`)),
  });
  return faults;
}

/**
 * The composer of the yaml package recurses, so depth is bounded before it runs. Brackets and indentation are counted
 * in the bare text, strings included: nothing that a person would write comes near the bound.
 */
function tooDeepAt(text: string, depth: number): number | undefined {
  let line = 1;
  for (const row of text.split("\n")) {
    const open = (row.match(/[[{]/g) ?? []).length;
    const indent = row.match(/^[ ]*(?:[-?:] +)*/)?.[0] ?? "";
    const dashes = (indent.match(/[-?:]/g) ?? []).length;
    if (open > depth || dashes > depth || indent.length > depth * 8) return line;
    line += 1;
  }
  return flowDepthAt(text, depth);
}

function flowDepthAt(text: string, depth: number): number | undefined {
  let level = 0;
  let line = 1;
  for (const char of text) {
    if (char === "\n") line += 1;
    else if (char === "[" || char === "{") level += 1;
    else if ((char === "]" || char === "}") && level > 0) level -= 1;
    if (level > depth) return line;
  }
  return undefined;
}

/** Offset of the key or item at a path; with `near`, of the first place in it that holds this text. */
function offsetOf(doc: Document, text: string, path: Path, near?: string): number {
  let node: unknown = doc.contents;
  let offset = 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find((p) => isScalar(p.key) && p.key.value === step) : undefined;
    if (pair && isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    if (!isNode(node)) return offset;
    if (!pair) offset = node.range?.[0] ?? offset;
  }
  if (near === undefined || !isNode(node) || !node.range) return offset;
  const found = text.slice(node.range[0], node.range[2]).toLowerCase().indexOf(near.toLowerCase());
  return found < 0 ? offset : node.range[0] + found;
}
