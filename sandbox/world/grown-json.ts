/** GUILD_CREATE of a grown server, written from a template: 20,000 of them are not built one by one. */
import type { Grown } from "./grow.ts";
import { renderGuildCreate } from "./render.ts";
import type { World } from "./world.ts";

/** Text with gaps between: `texts[0] slots[0] texts[1] …`. */
interface Template {
  texts: string[];
  slots: Slot[];
}

/** What a gap is filled with: an id of the server by its low 22 bits, its owner, or its number. */
type Slot = { low: bigint } | "owner" | "number";

const templates = new WeakMap<Grown, Template>();
const LOW_BITS = 22n;

/** The JSON, or undefined when the server is not a grown one or was looked at since. */
export function untouchedGuildJson(world: World, guildId: string): string | undefined {
  const land = world.untouched(guildId);
  if (land === undefined) return undefined;
  let template = templates.get(land);
  if (template === undefined) {
    template = makeTemplate(world, land);
    templates.set(land, template);
  }
  return filled(template, land, guildId);
}

function filled({ texts, slots }: Template, land: Grown, guildId: string): string {
  const base = BigInt(guildId);
  const number = land.indexOf(guildId) ?? 0;
  const owner = land.userId(number, 0);
  let json = texts[0] ?? "";
  for (const [index, slot] of slots.entries()) {
    if (slot === "owner") json += owner;
    else if (slot === "number") json += String(number);
    else json += (base | slot.low).toString();
    json += texts[index + 1] ?? "";
  }
  return json;
}

/** Renders the first server and cuts out what differs from one to the next. */
function makeTemplate(world: World, land: Grown): Template {
  const id = land.guildId(0);
  const guild = land.guild(id);
  if (guild === undefined) throw new Error("A grown world without a server");
  // Looked up beside the world, so that nothing is kept of it.
  const beside: World = { ...world, channel: (channelId) => land.channel(channelId) };
  const json = JSON.stringify(renderGuildCreate(beside, guild));
  const texts: string[] = [];
  const slots: Slot[] = [];
  let from = 0;
  for (const match of json.matchAll(/"(\d{15,20})"|"Server (0)"/g)) {
    const slot = slotFor(land, match[1] ?? "", match[2], id);
    if (slot === undefined) continue;
    const length = (match[1] ?? match[2] ?? "").length;
    const at = match.index + match[0].length - 1 - length;
    texts.push(json.slice(from, at));
    slots.push(slot);
    from = at + length;
  }
  texts.push(json.slice(from));
  return { texts, slots };
}

function slotFor(land: Grown, found: string, number: string | undefined, guildId: string): Slot | undefined {
  if (number !== undefined) return "number";
  if (found === land.userId(0, 0)) return "owner";
  const sameTime = BigInt(found) >> LOW_BITS === BigInt(guildId) >> LOW_BITS;
  return sameTime ? { low: BigInt(found) & ((1n << LOW_BITS) - 1n) } : undefined;
}
