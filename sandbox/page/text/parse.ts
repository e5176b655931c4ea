/**
 * Discord's dialect of markdown. Written here because the libraries for it are CommonJS (no build step makes them run in a
 * browser) or bring a syntax highlighter or React along; the patterns follow what the client shows.
 */
import { parseInline } from "./parse-inline.ts";
import type { TextNode } from "./tree.ts";

const FENCE = /```(?:([\w+#.-]+)\n)?\n*([\s\S]+?)\n*```/y;
const HEADING = /(#{1,3}) +([^\n]+)(?:\n|$)/y;
const SUBTEXT = /-# +([^\n]+)(?:\n|$)/y;
const QUOTE_REST = />>> ([\s\S]+)/y;
const QUOTE = /(?:> ?[^\n]*(?:\n|$))+/y;
const LIST = /(?: {0,1}(?:[-*]|\d{1,9}\.) +[^\n]*(?:\n|$)(?: {2,}[^\n]+(?:\n|$))*)+/y;

/** @param text a message's content. Never fails: what is no markup is text. */
export function parseText(text: string): TextNode[] {
  return parseBlocks(text.replaceAll(/\r\n?/g, "\n"), true);
}

function parseBlocks(source: string, mayQuote: boolean): TextNode[] {
  const nodes: TextNode[] = [];
  let at = 0;
  let plain = "";
  const flush = () => {
    if (plain !== "") nodes.push(...parseInline(plain));
    plain = "";
  };
  while (at < source.length) {
    const lineStart = at === 0 || source[at - 1] === "\n";
    const block = readFence(source, at) ?? (lineStart ? readLineBlock(source, at, mayQuote) : undefined);
    if (block !== undefined) {
      flush();
      nodes.push(block.node);
      at = block.end;
      continue;
    }
    const next = nextStop(source, at + 1);
    plain += source.slice(at, next);
    at = next;
  }
  flush();
  return nodes;
}

interface Block {
  node: TextNode;
  end: number;
}

function readFence(source: string, at: number): Block | undefined {
  const found = matchAt(FENCE, source, at);
  if (found === null) return undefined;
  const end = at + found[0].length;
  const node: TextNode = { kind: "code-block", lang: found[1] ?? "", text: found[2] ?? "" };
  return { node, end: source[end] === "\n" ? end + 1 : end };
}

function readLineBlock(source: string, at: number, mayQuote: boolean): Block | undefined {
  const heading = matchAt(HEADING, source, at);
  if (heading !== null) {
    const level = heading[1]?.length as 1 | 2 | 3;
    return {
      node: { kind: "heading", level, kids: parseInline(heading[2] ?? "") },
      end: at + heading[0].length,
    };
  }
  const subtext = matchAt(SUBTEXT, source, at);
  if (subtext !== null) {
    return { node: { kind: "subtext", kids: parseInline(subtext[1] ?? "") }, end: at + subtext[0].length };
  }
  const list = matchAt(LIST, source, at);
  if (list !== null) return { node: readList(list[0]), end: at + list[0].length };
  return mayQuote ? readQuote(source, at) : undefined;
}

function readQuote(source: string, at: number): Block | undefined {
  const rest = matchAt(QUOTE_REST, source, at);
  if (rest !== null)
    return { node: { kind: "quote", kids: parseBlocks(rest[1] ?? "", false) }, end: source.length };
  const lines = matchAt(QUOTE, source, at);
  if (lines === null || !lines[0].startsWith("> ")) return undefined;
  const inner = lines[0].replaceAll(/^> ?/gm, "").replace(/\n$/, "");
  return { node: { kind: "quote", kids: parseBlocks(inner, false) }, end: at + lines[0].length };
}

/** Items begin at the margin; deeper lines belong to the item above them. */
function readList(source: string): TextNode {
  const items: string[][] = [];
  for (const line of source.replace(/\n$/, "").split("\n")) {
    const item = /^ ?(?:[-*]|\d{1,9}\.) +(.*)$/.exec(line);
    if (item === null) items.at(-1)?.push(line.replace(/^ {2,3}/, ""));
    else items.push([item[1] ?? ""]);
  }
  const ordered = /^ ?\d/.test(source);
  const start = ordered ? Number.parseInt(source, 10) : 1;
  return { kind: "list", ordered, start, items: items.map((lines) => parseBlocks(lines.join("\n"), false)) };
}

/** Where a block could begin: after the next line break, or at the next fence. */
function nextStop(source: string, from: number): number {
  const newline = source.indexOf("\n", from - 1);
  const fence = source.indexOf("```", from);
  const stops = [newline < 0 ? source.length : newline + 1, fence < 0 ? source.length : fence];
  return Math.min(...stops);
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
