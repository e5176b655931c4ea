/**
 * Colours: dawn, ice and moss on paper by day and on slate by night. Never red, and never colour alone: what a tone
 * says is said by place or shape as well. test/charts/theme.test.ts holds them to contrast and to the three common
 * kinds of colour blindness.
 */
export type Tone = "dawn" | "ice" | "moss";

export interface Theme {
  paper: string;
  /** Behind a plot. */
  panel: string;
  ink: string;
  /** Text that is read second. */
  soft: string;
  /** Lines to hold on to. */
  grid: string;
  /** Marks. */
  tone: Record<Tone, string>;
  /** Areas beneath marks. */
  wash: Record<Tone, string>;
  /** From few to many. */
  steps: [string, string, string, string];
}

export const themes: Record<"light" | "dark", Theme> = {
  light: {
    paper: "#fbf8f2",
    panel: "#f3eee4",
    ink: "#22303a",
    soft: "#55636d",
    grid: "#ddd5c7",
    tone: { dawn: "#c9771c", ice: "#2f7394", moss: "#557a42" },
    wash: { dawn: "#f6dcb9", ice: "#c9e0ea", moss: "#d3e2c4" },
    steps: ["#c3dde8", "#86b9cd", "#43859f", "#17485f"],
  },
  dark: {
    paper: "#1a2027",
    panel: "#222a32",
    ink: "#eef1f2",
    soft: "#a9b6bf",
    grid: "#38434d",
    tone: { dawn: "#f2b880", ice: "#8fc1d6", moss: "#93b48b" },
    wash: { dawn: "#59452f", ice: "#2f4a58", moss: "#3a4d38" },
    steps: ["#2f4d5c", "#4a7c92", "#7fb4ca", "#d3ecf5"],
  },
};

/** Each colour by day and by night, for a browser to pick from. */
export const pageTheme: Theme = paired(themes.light, themes.dark);

function paired<T extends object>(light: T, dark: T): T {
  const entries = Object.entries(light).map(([name, day]: [string, unknown]) => {
    const night: unknown = dark[name as keyof T];
    return [
      name,
      typeof day === "string"
        ? `light-dark(${day}, ${String(night)})`
        : paired(day as object, night as object),
    ];
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names, and strings where there were strings
  return (Array.isArray(light) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as T;
}

export type ThemeName = keyof typeof themes;
