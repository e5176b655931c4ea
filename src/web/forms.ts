/** Fields of a form, whatever was sent in their place. */
import { HTTPException } from "hono/http-exception";
import type { SiteContext } from "./deps.ts";

export interface Fields {
  /** The text of a field; empty when it is missing or is a file. */
  text(name: string): string;
  /** All texts under a name, for ticks. */
  all(name: string): string[];
  file(name: string): File | undefined;
}

/** The form of a request; read once, however often it is asked for. @throws 400 when it is none */
export async function fieldsOf(c: SiteContext): Promise<Fields> {
  const body = await read(c);
  const all = (name: string): unknown[] => (Object.hasOwn(body, name) ? [body[name]].flat() : []);
  const texts = (name: string) => all(name).filter((value) => typeof value === "string");
  return {
    text: (name) => texts(name)[0] ?? "",
    all: texts,
    file: (name) => all(name).find((value) => value instanceof File),
  };
}

/** Types of a body that a form of ours can have. */
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

async function read(c: SiteContext): Promise<Record<string, unknown>> {
  if (!formTypes.test(c.req.header("Content-Type") ?? "")) throw new HTTPException(415);
  try {
    return await c.req.parseBody({ all: true });
  } catch (cause) {
    // Too large is said by whoever limits it; anything else is a form that cannot be read.
    if (cause instanceof Error && cause.name !== "TypeError") throw cause;
    throw new HTTPException(400, { cause });
  }
}

/** A whole number out of a field; NaN for anything else, which every check refuses. */
export const numberIn = (text: string): number => (/^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN);
