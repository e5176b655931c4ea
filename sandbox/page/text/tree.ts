/** A parsed message. Blocks and inline parts share one union: quotes and list items hold both. */
export type TextNode =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | { kind: "strong" | "em" | "underline" | "strike" | "spoiler" | "quote" | "subtext"; kids: TextNode[] }
  | { kind: "heading"; level: 1 | 2 | 3; kids: TextNode[] }
  | { kind: "list"; ordered: boolean; start: number; items: TextNode[][] }
  | { kind: "code"; text: string }
  | { kind: "code-block"; lang: string; text: string }
  | { kind: "link"; href: string; kids: TextNode[] }
  | { kind: "user" | "role" | "channel"; id: string }
  | { kind: "everyone"; text: string }
  | { kind: "command"; name: string; id: string }
  | { kind: "time"; at: number; style: TimeStyle }
  | { kind: "emoji"; name: string };

/** Letters of `<t:…:R>`. `at` beside it is in seconds, as Discord writes it. */
export type TimeStyle = "t" | "T" | "d" | "D" | "f" | "F" | "s" | "S" | "R";
