/** Tells every open page what happens, each as far as its persona may know. */
import type { WebSocket } from "ws";
import type { SandboxEvent } from "../bus.ts";
import type { Core } from "../core.ts";
import { sees } from "../driver/places.ts";
import type { LogEntry, PageEvent, PendingInteraction } from "../page-protocol.ts";
import type { TimeKeeper } from "../pass-time.ts";
import type { SceneKeeper } from "../scenes/scene-keeper.ts";
import { scenes } from "../scenes/scenes.ts";
import type { User } from "../world/entities.ts";
import { renderUser } from "../world/render.ts";
import type { Reads } from "./reads.ts";
import {
  guildsWithout,
  offeredCommands,
  pageDms,
  pageGuilds,
  personaOf,
  personas,
  recentMessages,
  registered,
} from "./viewer-state.ts";

export interface PageDeps {
  core: Core;
  reads: Reads;
  timeKeeper: TimeKeeper;
  scene: SceneKeeper;
}

interface Viewer {
  socket: WebSocket;
  user: User;
}

export interface Hub {
  attach(socket: WebSocket, user: User): void;
}

/** Log entries go out in bundles: a page need not be told of each of a thousand requests by itself. */
const LOG_EVERY_MS = 100;
const RECENT = 50;
const LOG_SHOWN = 500;

export function makeHub(deps: PageDeps): Hub {
  const { core, timeKeeper } = deps;
  const viewers = new Set<Viewer>();
  const pending = new Map<string, { userId: string; interaction: PendingInteraction }>();
  const stale = { world: false, commands: false };
  let entries: LogEntry[] = [];

  const send = (viewer: Viewer, event: PageEvent) => viewer.socket.send(JSON.stringify(event));
  const sendAll = (event: PageEvent) => {
    for (const viewer of viewers) send(viewer, event);
  };
  const sendTo = (userId: string, event: PageEvent) => {
    for (const viewer of viewers) if (viewer.user.id === userId) send(viewer, event);
  };

  /** World and commands are expensive to tell and change in bursts: told once, before whatever builds on them. */
  function flush() {
    if (stale.world) {
      stale.world = false;
      for (const viewer of viewers) {
        if (core.world.users.get(viewer.user.id) === viewer.user) send(viewer, worldEvent(deps, viewer.user));
        else goOnAsSomebody(viewer);
      }
    }
    if (stale.commands) {
      stale.commands = false;
      for (const viewer of viewers)
        send(viewer, {
          type: "commands",
          commands: offeredCommands(core, viewer.user),
          registered: registered(core),
        });
    }
  }

  /** The scene has changed under them: they go on as whoever bears their name now, else as the first person. */
  function goOnAsSomebody(viewer: Viewer) {
    const everyone = [...core.world.users.values()].filter(({ bot }) => !bot);
    const user = core.world.byHandle(viewer.user.handle) ?? everyone[0];
    if (user === undefined) return viewer.socket.close(4404, "There is nobody");
    viewer.user = user;
    return send(viewer, snapshot(deps, user, []));
  }

  function mark(what: keyof typeof stale) {
    if (viewers.size === 0) return;
    if (!stale.world && !stale.commands) setImmediate(flush);
    stale[what] = true;
  }

  function tellMessage(event: Extract<SandboxEvent, { type: "message" }>) {
    const { channel, message, change } = event;
    const { id, raw, visibleTo } = message;
    for (const viewer of viewers) {
      if (visibleTo !== null && visibleTo !== viewer.user.id) continue;
      if (!sees(core, viewer.user, channel)) continue;
      const channelId = channel.id;
      if (change === "deleted") send(viewer, { type: "message.deleted", channelId, messageId: id });
      else send(viewer, { type: `message.${change}`, channelId, message: raw });
      if (change !== "updated" && visibleTo === null) {
        send(viewer, { type: "unread", channelId, ...deps.reads.of(viewer.user, channel) });
      }
    }
  }

  function tell(event: SandboxEvent) {
    if (event.type === "pending") pending.set(event.interaction.id, event);
    if (event.type === "done") pending.delete(event.interactionId);
    if (event.type === "failed") pending.delete(event.interaction.id);
    if (viewers.size === 0 || event.type === "dispatch") return;
    if (event.type === "world") return (mark("world"), mark("commands"));
    if (event.type === "commands") return mark("commands");
    flush();
    switch (event.type) {
      case "message":
        return tellMessage(event);
      case "pending":
        return sendTo(event.userId, { type: "interaction.pending", interaction: event.interaction });
      case "done":
        return sendTo(event.userId, { type: "interaction.done", id: event.interactionId });
      case "failed": {
        const { id, channelId, messageId } = event.interaction;
        const at = messageId === undefined ? {} : { messageId };
        return sendTo(event.userId, {
          type: "interaction.failed",
          id,
          channelId,
          reason: event.reason,
          ...at,
        });
      }
      case "modal":
        return sendTo(event.userId, { type: "modal.opened", modal: event.modal });
      case "modal-closed":
        return sendTo(event.userId, { type: "modal.closed", interactionId: event.interactionId });
      case "typing":
        return sendAll({ type: "typing", channelId: event.channelId, userId: event.userId });
      case "unread": {
        const user = core.world.user(event.userId);
        const channel = core.world.channel(event.channelId);
        if (user === undefined || channel === undefined) return undefined;
        return sendTo(user.id, { type: "unread", channelId: channel.id, ...deps.reads.of(user, channel) });
      }
      case "bot":
        return sendAll({ type: "bot", bot: renderUser(core.world.bot), online: event.online });
      case "clock":
        return sendAll({ type: "clock", clock: timeKeeper.state() });
      case "faults":
        return sendAll({ type: "faults", faults: core.faults.list() });
      case "staging":
        return sendAll({ type: "staging", staging: deps.scene.staging() });
      default:
        return undefined;
    }
  }

  core.bus.on(tell);
  core.clock.onMove(() => tell({ type: "clock" }));
  core.log.onAdd((entry) => {
    if (viewers.size === 0) return;
    if (entries.length === 0) setTimeout(tellLog, LOG_EVERY_MS).unref();
    entries.push(entry);
  });
  function tellLog() {
    sendAll({ type: "log", entries });
    entries = [];
  }

  return {
    attach(socket, user) {
      const viewer = { socket, user };
      viewers.add(viewer);
      socket.on("close", () => viewers.delete(viewer));
      socket.on("error", () => socket.terminate());
      const mine = [...pending.values()].filter(({ userId }) => userId === user.id);
      send(
        viewer,
        snapshot(
          deps,
          user,
          mine.map(({ interaction }) => interaction),
        ),
      );
    },
  };
}

function worldEvent(deps: PageDeps, user: User): Extract<PageEvent, { type: "world" }> {
  const { core, reads } = deps;
  return {
    type: "world",
    me: personaOf(user),
    personas: personas(core),
    guilds: pageGuilds(core, reads, user),
    dms: pageDms(core, reads, user),
    elsewhere: guildsWithout(core, user),
    scene: deps.scene.name(),
  };
}

function snapshot(deps: PageDeps, user: User, pending: PendingInteraction[]): PageEvent {
  const { core } = deps;
  const opened = core.modals.get(user.id);
  const modal =
    opened?.modal == null
      ? null
      : { interactionId: opened.id, channelId: opened.channel.id, modal: opened.modal };
  return {
    ...worldEvent(deps, user),
    type: "snapshot",
    bot: renderUser(core.world.bot),
    botOnline: core.gateway.online(),
    messages: recentMessages(core, user, RECENT),
    commands: offeredCommands(core, user),
    registered: registered(core),
    modal,
    pending,
    clock: deps.timeKeeper.state(),
    faults: core.faults.list(),
    scenes: scenes.map(({ name, title, about, needs, as }) => ({
      name,
      title,
      about,
      needs,
      as: as ?? null,
    })),
    staging: deps.scene.staging(),
    log: core.log.entries().slice(-LOG_SHOWN),
  };
}
