/** The page's beginning: `<sb-app>` in index.html comes to life once this is loaded. */
import { applyTheme } from "./look/theme.ts";
import "./app.ts";

applyTheme();
