/** What the doctor says about one thing. */
export interface Finding {
  level: "ok" | "warn" | "fail";
  what: string;
  /** What to do about it; only where something is wrong. */
  fix?: string;
}

export const ok = (what: string): Finding => ({ level: "ok", what });
export const warn = (what: string, fix: string): Finding => ({ level: "warn", what, fix });
export const fail = (what: string, fix: string): Finding => ({ level: "fail", what, fix });
