/** A browser without a screen: it keeps cookies, follows nothing by itself, and says where its forms come from. */
import type { Landing } from "#app/private-tables.ts";
import type { Person } from "#app/store.ts";
import { ash } from "#test/storage/harness.ts";
import type { SiteWorld } from "./site-world.ts";

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

export interface Visitor {
  cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** A form of ours, with the session's token, unless `fields` or `headers` say otherwise. */
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  /** The token that stands in the forms of the page last seen. */
  token: string;
}

export function visitor(address: string): Visitor {
  const cookies = new Map<string, string>();
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const url = path.startsWith("http") ? path : address + path;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    self.token = /name="_" value="([\w-]+)"/.exec(text)?.[1] ?? self.token;
    return { status: response.status, text, headers: response.headers };
  };
  const self: Visitor = {
    cookies,
    token: "",
    get: (path, headers = {}) => call(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      call(path, {
        method: "POST",
        body: new URLSearchParams({ _: self.token, ...fields }),
        headers: { origin: new URL(address).origin, "sec-fetch-site": "same-origin", ...headers },
      }),
  };
  return self;
}

export const tokenIn = (link: string): string => link.split("/").at(-1) ?? "";

/** Somebody who has opened their page. */
export async function enter(
  site: SiteWorld,
  person: Person = ash,
  landing: Landing = "plan",
): Promise<Visitor> {
  const guest = visitor(site.web.address ?? "");
  const opened = await guest.post("/open", { token: tokenIn(await site.link(person, landing)) });
  if (opened.status !== 303) throw new Error(`the link was answered with ${opened.status}`);
  await guest.get(`/${landing}`);
  return guest;
}
