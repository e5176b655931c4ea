/**
 * Shapes of data from outside, for an export that comes back: typed after the domain's own types, checked here, and
 * published as JSON Schema. A small part of that language; whatever is not named is refused.
 */

/** The part of JSON Schema (draft 2020-12) that is used. */
export interface JsonSchema {
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean" | "null";
  title?: string;
  description?: string;
  const?: string | number | boolean;
  enum?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  items?: JsonSchema;
  maxItems?: number;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: false | JsonSchema;
  propertyNames?: JsonSchema;
  maxProperties?: number;
  anyOf?: readonly JsonSchema[];
}

/** A schema that stands for a type. */
export interface Shape<T> {
  json: JsonSchema;
  optional?: boolean;
  /** Only there to carry the type. */
  is?: (value: T) => T;
}

interface Optional<T> extends Shape<T> {
  optional: true;
}

type Fields<T> = {
  [K in keyof T]-?: object extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Shape<T[K]>;
};

export const optional = <T>(shape: Shape<T>): Optional<T> => ({ ...shape, optional: true });

export const whole = (minimum: number, maximum: number): Shape<number> => ({
  json: { type: "integer", minimum, maximum },
});

export const number = (minimum: number, maximum: number): Shape<number> => ({
  json: { type: "number", minimum, maximum },
});

export const text = (maxLength: number, minLength = 0): Shape<string> => ({
  json: { type: "string", minLength, maxLength },
});

export const pattern = (source: string): Shape<string> => ({ json: { type: "string", pattern: source } });

export const flag: Shape<boolean> = { json: { type: "boolean" } };

export const exactly = <const T extends string | number | boolean>(value: T): Shape<T> => ({
  json: { const: value },
});

export const among = <const T extends string | number>(values: readonly T[]): Shape<T> => ({
  json: { enum: values },
});

export const orNull = <T>(shape: Shape<T>): Shape<T | null> => ({
  json: { anyOf: [shape.json, { type: "null" }] },
});

export const list = <T>(items: Shape<T>, maxItems: number): Shape<T[]> => ({
  json: { type: "array", items: items.json, maxItems },
});

/** Names that are data, such as ids of practices, each with a value of one shape. */
export const map = <T>(values: Shape<T>, maxProperties: number): Shape<Record<string, T>> => ({
  json: {
    type: "object",
    additionalProperties: values.json,
    // Not `__proto__`, which is no ordinary name when it is written to.
    propertyNames: { type: "string", pattern: "^(?!__)[\\w.:-]{1,100}$" },
    maxProperties,
  },
});

/** The names of a union, each of which may be there. */
export const some = <K extends string, T>(
  names: readonly K[],
  values: Shape<T>,
): Shape<Partial<Record<K, T>>> => ({
  json: {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, values.json])),
    additionalProperties: false,
  },
});

export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const entries = Object.entries<Pick<Shape<T>, "json" | "optional">>(fields);
  return {
    json: {
      type: "object",
      properties: Object.fromEntries(entries.map(([name, { json }]) => [name, json])),
      required: entries.filter(([, shape]) => !shape.optional).map(([name]) => name),
      additionalProperties: false,
    },
  };
}

export const described = <T>(shape: Shape<T>, description: string): Shape<T> => ({
  ...shape,
  json: { ...shape.json, description },
});

/** Whether a value has a shape; where it first does not, as a path such as `records/3/body/urge`. */
export function misfit(schema: JsonSchema, value: unknown, path = ""): string | undefined {
  if (schema.anyOf)
    return schema.anyOf.some((one) => misfit(one, value) === undefined) ? undefined : at(path);
  if (schema.const !== undefined) return value === schema.const ? undefined : at(path);
  if (schema.enum) return schema.enum.some((one) => one === value) ? undefined : at(path);
  switch (schema.type) {
    case "object":
      return isObject(value) ? misfitInside(schema, value, path) : at(path);
    case "array":
      return misfitItem(schema, value, path);
    case "string":
      return typeof value === "string" && fits(schema, value) ? undefined : at(path);
    case "integer":
    case "number":
      return typeof value === "number" && isWithin(schema, value) ? undefined : at(path);
    case "boolean":
      return typeof value === "boolean" ? undefined : at(path);
    case "null":
      return value === null ? undefined : at(path);
    case undefined:
      return undefined;
  }
}

const at = (path: string): string => path.slice(1) || "the beginning";
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fits({ minLength = 0, maxLength = Infinity, pattern }: JsonSchema, value: string): boolean {
  // JSON Schema counts characters, not the units that JavaScript stores them in.
  const length =
    value.length <= maxLength && value.length >= 2 * minLength ? value.length : Array.from(value).length;
  return length >= minLength && length <= maxLength && (!pattern || new RegExp(pattern, "u").test(value));
}

function isWithin({ type, minimum = -Infinity, maximum = Infinity }: JsonSchema, value: number): boolean {
  return (type === "number" || Number.isInteger(value)) && value >= minimum && value <= maximum;
}

function misfitItem(
  { items, maxItems = Infinity }: JsonSchema,
  value: unknown,
  path: string,
): string | undefined {
  if (!Array.isArray(value) || value.length > maxItems) return at(path);
  if (!items) return undefined;
  for (const [index, item] of value.entries()) {
    const found = misfit(items, item, `${path}/${index}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function misfitInside(schema: JsonSchema, value: object, path: string): string | undefined {
  const {
    properties = {},
    required = [],
    additionalProperties = {},
    propertyNames,
    maxProperties = Infinity,
  } = schema;
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return at(`${path}/${missing}`);
  const entries = Object.entries(value);
  if (entries.length > maxProperties) return at(path);
  for (const [name, inner] of entries) {
    const here = `${path}/${name.slice(0, 40)}`;
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!known && (additionalProperties === false || (propertyNames && misfit(propertyNames, name))))
      return at(here);
    const found = misfit(known ?? (additionalProperties || {}), inner, here);
    if (found !== undefined) return found;
  }
  return undefined;
}
