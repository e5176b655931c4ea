import type { TextNode, TimeStyle } from "./tree.ts";

type Rule = [pattern: RegExp, read: (found: RegExpExecArray) => TextNode[]];

const node = (value: TextNode): TextNode[] => [value];
const wrap =
  (kind: "strong" | "em" | "underline" | "strike" | "spoiler") =>
  (found: RegExpExecArray): TextNode[] => [{ kind, kids: parseInline(found[1] ?? found[2] ?? "") }];

/** Tried in this order at each place. */
const RULES: Rule[] = [
  [/\\([^0-9A-Za-z\s])/y, ([, text = ""]) => node({ kind: "text", text })],
  [/\n/y, () => node({ kind: "break" })],
  [/``([\s\S]+?)``(?!`)/y, ([, text = ""]) => node({ kind: "code", text })],
  [/`([^`]+)`(?!`)/y, ([, text = ""]) => node({ kind: "code", text })],
  [/<@!?(\d{17,20})>/y, ([, id = ""]) => node({ kind: "user", id })],
  [/<@&(\d{17,20})>/y, ([, id = ""]) => node({ kind: "role", id })],
  [/<#(\d{17,20})>/y, ([, id = ""]) => node({ kind: "channel", id })],
  [
    /<\/([-_'\p{L}\p{N} ]{1,100}):(\d{1,20})>/uy,
    ([, name = "", id = ""]) => node({ kind: "command", name, id }),
  ],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    ([, at = "0", style = "f"]) => node({ kind: "time", at: Number(at), style: style as TimeStyle }),
  ],
  [/<a?:(\w{2,32}):\d{17,20}>/y, ([, name = ""]) => node({ kind: "emoji", name })],
  [/@everyone|@here/y, ([text]) => node({ kind: "everyone", text })],
  [
    /\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/[^\s)>]+)>?(?: +"[^"\n]*")?\)/y,
    ([, text = "", href = ""]) => node({ kind: "link", href, kids: parseInline(text) }),
  ],
  [/<(https?:\/\/[^\s>]+)>/y, ([, href = ""]) => node(bareLink(href))],
  [/https?:\/\/[^\s<]+[^<.,:;"'\]\s]/y, ([href]) => node(bareLink(balanced(href)))],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, wrap("strong")],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, wrap("underline")],
  [/~~((?:\\[\s\S]|[^\\])+?)~~/y, wrap("strike")],
  [/\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, wrap("spoiler")],
  [/(?<![\p{L}\p{N}_])_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, wrap("em")],
  [/\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)(?<!\s)\*(?!\*)/y, wrap("em")],
];

/** Characters at which a rule could begin; runs of others are skipped in one go. */
const PLAIN = /[^\\\n`<@[h*_~|]+/y;

/** Parses text without blocks: no headings, lists, quotes or fences. */
export function parseInline(source: string): TextNode[] {
  const nodes: TextNode[] = [];
  let text = "";
  let at = 0;
  while (at < source.length) {
    PLAIN.lastIndex = at;
    const run = PLAIN.exec(source)?.[0];
    if (run !== undefined) {
      text += run;
      at += run.length;
      continue;
    }
    const found = firstRule(source, at);
    if (found === undefined) {
      text += source[at];
      at += 1;
      continue;
    }
    if (text !== "") nodes.push({ kind: "text", text });
    text = "";
    nodes.push(...found.nodes);
    at = found.end;
  }
  if (text !== "") nodes.push({ kind: "text", text });
  return nodes;
}

function firstRule(source: string, at: number): { nodes: TextNode[]; end: number } | undefined {
  for (const [pattern, read] of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found === null) continue;
    const nodes = read(found);
    // A bare link may have given back a closing bracket.
    const [only] = nodes;
    const length =
      pattern.source.startsWith("https?") && only?.kind === "link" ? only.href.length : found[0].length;
    return { nodes, end: at + length };
  }
  return undefined;
}

function bareLink(href: string): TextNode {
  return { kind: "link", href, kids: [{ kind: "text", text: href }] };
}

/** `(see https://a.example/b)`: the last bracket is not the link's. */
function balanced(href: string): string {
  let link = href;
  while (link.endsWith(")") && count(link, ")") > count(link, "(")) link = link.slice(0, -1);
  return link;
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
