/** Checks a body against Discord's own schema, and words what is wrong as Discord does. */
import * as spec from "discord-api-spec/zod";
import type { core as zod, ZodMiniType } from "zod/mini";
import { invalidForm } from "../discord-error.ts";
import type { Fault50035 } from "../discord-error.ts";
import { patched } from "./patches.ts";
import { unknownProperties } from "./unknown.ts";

/** A schema of `discord-api-spec/zod`. */
export type SchemaName = Exclude<keyof typeof spec, "default">;

const schemas: Record<SchemaName, ZodMiniType> = spec;

export interface Checked {
  body: unknown;
  /** Filled with the paths of properties Discord does not know. */
  unknown: string[];
}

export interface Strictness {
  strict: boolean;
}

type Path = (string | number)[];
type Issue = zod.$ZodIssue;

/** Gives the body when it fits; throws Discord's 50035 when it does not. */
export function checkBody(settings: Strictness, name: SchemaName, request: Checked): unknown {
  const faults = schemaFaults(settings, name, request);
  if (faults.length > 0) throw invalidForm(faults);
  return request.body ?? {};
}

/** What the schema alone finds wrong. */
export function schemaFaults(settings: Strictness, name: SchemaName, request: Checked): Fault50035[] {
  if (!settings.strict) return [];
  if (typeof (request.body ?? {}) !== "object" || Array.isArray(request.body)) {
    return [
      { path: [], reason: "MODEL_TYPE_CONVERT", message: "Only dictionaries may be used in a ModelType" },
    ];
  }
  return faultsOf(schemas[name], name, request.body ?? {}, request.unknown);
}

/** The same for one item of a list. @param unknown filled with paths. */
export function faultsOf(schema: ZodMiniType, name: string, body: unknown, unknown: string[]): Fault50035[] {
  const input = patched(name, body);
  const result = schema.safeParse(input);
  if (result.success) {
    unknown.push(...unknownProperties(input, result.data));
    return [];
  }
  return result.error.issues.flatMap((issue) => faults(issue, [], input));
}

function faults(issue: Issue, prefix: Path, root: unknown): Fault50035[] {
  const path = [...prefix, ...(issue.path as Path)];
  if (issue.code === "invalid_union") return unionFaults(issue, path, root);
  const value = valueAt(root, path);
  if (isTextOfFewLetters(issue, value)) return [];
  return [{ path, ...worded(issue, value) }];
}

/**
 * A union's complaint holds those of every branch. The one that counts is the branch for this `type`; where there is no
 * `type`, the one that came closest.
 */
function unionFaults(issue: zod.$ZodIssueInvalidUnion, path: Path, root: unknown): Fault50035[] {
  const value = valueAt(root, path);
  const branches = issue.errors.filter((errors) => errors.length > 0);
  const typed = typeof value === "object" && value !== null && "type" in value;
  const meant = typed
    ? branches.filter((errors) => !errors.some((error) => isAbout(error, "type")))
    : branches;
  if (meant.length === 0 && typed) return [wrongType(branches, path)];
  const [closest] = meant.sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  const found = (closest ?? []).flatMap((error) => faults(error, path, root));
  // Every complaint of the branch may have been about letters that are longer in memory than in print.
  return found;
}

function isAbout(error: Issue, key: string): boolean {
  return error.path.length === 1 && error.path[0] === key;
}

function depth(errors: Issue[]): number {
  return Math.max(...errors.map((error) => error.path.length));
}

function wrongType(branches: Issue[][], path: Path): Fault50035 {
  const types = branches.flatMap((errors) =>
    errors.flatMap((error) => (isAbout(error, "type") && error.code === "invalid_value" ? error.values : [])),
  );
  const list = [...new Set(types)].sort((a, b) => Number(a) - Number(b)).map(String);
  const message = `Value of field "type" must be one of (${list.length === 1 ? `${list[0]},` : list.join(", ")}).`;
  return { path, reason: "UNION_TYPE_CHOICES", message };
}

/** Discord counts code points, the schema UTF-16 units. */
function isTextOfFewLetters(issue: Issue, value: unknown): boolean {
  return (
    issue.code === "too_big" && typeof value === "string" && Array.from(value).length <= Number(issue.maximum)
  );
}

function worded(issue: Issue, value: unknown): Omit<Fault50035, "path"> {
  if (value === undefined) return { reason: "BASE_TYPE_REQUIRED", message: "This field is required" };
  switch (issue.code) {
    case "too_big":
      return tooBig(issue, value);
    case "too_small":
      return tooSmall(issue, value);
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return { reason: "BASE_TYPE_CHOICES", message: `Value must be one of {${values}}.` };
    }
    case "invalid_format":
      if (issue.format === "url")
        return { reason: "URL_TYPE_INVALID_URL", message: "Not a well formed URL." };
      return { reason: "STRING_TYPE_REGEX", message: "String value did not match validation regex." };
    case "invalid_type":
      return wrongKind(issue.expected, value);
    default:
      return { reason: "BASE_TYPE_INVALID", message: issue.message };
  }
}

function tooBig(issue: zod.$ZodIssueTooBig, value: unknown): Omit<Fault50035, "path"> {
  const max = String(issue.maximum);
  if (typeof value === "number") {
    return { reason: "NUMBER_TYPE_MAX", message: `int value should be less than or equal to ${max}.` };
  }
  return { reason: "BASE_TYPE_MAX_LENGTH", message: `Must be ${max} or fewer in length.` };
}

function tooSmall(issue: zod.$ZodIssueTooSmall, value: unknown): Omit<Fault50035, "path"> {
  const min = String(issue.minimum);
  if (typeof value === "number") {
    return { reason: "NUMBER_TYPE_MIN", message: `int value should be greater than or equal to ${min}.` };
  }
  return { reason: "BASE_TYPE_MIN_LENGTH", message: `Must be ${min} or more in length.` };
}

function wrongKind(expected: string, value: unknown): Omit<Fault50035, "path"> {
  const shown = JSON.stringify(value);
  switch (expected) {
    case "string":
      return { reason: "STRING_TYPE_CONVERT", message: `Could not interpret "${shown}" as string.` };
    case "boolean":
      return { reason: "BOOLEAN_TYPE_CONVERT", message: "Must be either true or false." };
    case "array":
      return { reason: "LIST_TYPE_CONVERT", message: "Only iterables may be used in a ListType" };
    case "object":
      return { reason: "MODEL_TYPE_CONVERT", message: "Only dictionaries may be used in a ModelType" };
    default:
      return { reason: "NUMBER_TYPE_COERCE", message: `Value ${shown} is not int.` };
  }
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    root,
  );
}
