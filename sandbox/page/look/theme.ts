/** Dark, light, or whatever the machine is set to. */
export type Theme = "auto" | "dark" | "light";

const KEY = "sandbox-theme";

export function theme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "dark" || kept === "light" ? kept : "auto";
}

export function setTheme(next: Theme): void {
  localStorage.setItem(KEY, next);
  applyTheme();
}

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme();
}

/** Whether the page is dark at present. */
export function isDark(): boolean {
  return theme() === "dark" || (theme() === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
}
