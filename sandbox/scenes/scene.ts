/** What a scene is: a made-up server, and what has already happened there. */
import type { Core } from "../core.ts";
import type { Member } from "../driver/member.ts";
import type { Span } from "../pass-time.ts";

export interface Scene {
  name: string;
  title: string;
  about: string;
  /** Commands the bot must have for it to be offered. */
  needs: string[];
  /** Handle of whoever one is at its beginning; the first person when left out. */
  as?: string;
  build(core: Core): void;
  /** Lives it through: people use the bot as they would by hand. */
  play?(director: Director): Promise<void>;
}

/** The hands of a played scene. Whatever they do goes through Discord's protocol, as a person's presses do. */
export interface Director {
  person(handle: string): Member;
  /** Epoch ms on the sandbox's clock. */
  now(): number;
  pass(span: Span): Promise<void>;
  /** Lets time pass until the person's own clock shows this hour, the next time it does: `23:40`. */
  until(handle: string, hour: string): Promise<void>;
  /** How far the scene is, for those who wait for it. */
  tell(done: number, of: number): void;
}
