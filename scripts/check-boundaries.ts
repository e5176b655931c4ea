/**
 * Who may import whom: data flows one way, commands → app → core, with adapters at the edge. No cycles, types included.
 */
import { cruise, type IForbiddenRuleType } from "dependency-cruiser";

const inside = (...folders: string[]) => `^(${folders.join("|")})(/|$)`;
/** `from` may import nothing of the project but `allowed` and itself; `libraries` says whether packages are fine. */
function only(name: string, from: string, allowed: string[], libraries: boolean): IForbiddenRuleType {
  const pathNot = [
    inside(from, ...allowed),
    ...(libraries ? ["node_modules", "^node:", "^[a-z@][^/]*$", "^@"] : []),
  ];
  return {
    name,
    severity: "error",
    from: { path: inside(from) },
    to: { pathNot, ...(libraries ? { dependencyTypesNot: ["core"] } : {}) },
  };
}

const rules: IForbiddenRuleType[] = [
  { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  only("core-is-pure", "src/core", [], false),
  only("app-knows-core", "src/app", ["src/core"], false),
  only("storage-is-an-adapter", "src/storage", ["src/core", "src/app"], true),
  only("content-is-an-adapter", "src/content", ["src/core"], true),
  only("charts-are-an-adapter", "src/charts", ["src/core", "src/app"], true),
  only("nudges-know-no-discord", "src/nudges", ["src/core", "src/app"], true),
  only("locale-knows-core", "src/locale", ["src/core"], true),
  only("discord-joins", "src/discord", ["src/core", "src/app", "src/locale", "src/nudges"], true),
  only(
    "commands-know-no-storage",
    "commands",
    ["src/core", "src/app", "src/locale", "src/discord", "src/nudges/sender.ts"],
    true,
  ),
  only("sandbox-shares-nothing", "sandbox", [], true),
  {
    name: "discord-js-stays-at-the-edge",
    severity: "error",
    from: { path: "^src", pathNot: "^src/(discord|bot.ts|berth.ts)" },
    to: { path: "node_modules/discord.js" },
  },
  {
    name: "nothing-needs-the-sandbox",
    severity: "error",
    from: { path: "^(src|commands)" },
    to: { path: "^(sandbox|test|bench)" },
  },
];

const folders = ["src", "commands", "sandbox"];
const { output } = await cruise(
  folders,
  {
    ruleSet: { forbidden: rules },
    validate: true,
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "sandbox/page" },
  },
  { extensions: [".ts", ".js"], conditionNames: ["import", "node"], exportsFields: ["exports"] },
);
if (typeof output === "string") throw new Error("dependency-cruiser gave text where its result was expected");

/** With a parser missing, the tool finds no import and passes: so count what it saw. */
const { totalCruised, totalDependenciesCruised = 0 } = output.summary;
for (const { rule, from, to, cycle } of output.summary.violations) {
  console.error(`${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(" → ") : to}`);
}
console.log(
  `${totalCruised} modules, ${totalDependenciesCruised} imports, ${output.summary.violations.length} violations`,
);
if (totalCruised < 60 || totalDependenciesCruised < totalCruised) {
  console.error("Fewer modules or imports were seen than the project has: the check itself is broken.");
  process.exitCode = 1;
}
if (output.summary.violations.length > 0) process.exitCode = 1;
