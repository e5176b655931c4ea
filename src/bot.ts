/** The bot, put together: storage, use cases, commands, nudges and the connection. Everything ambient is an argument. */
import { Events, Routes, type APIApplicationCommand, type Client, type REST } from "discord.js";
import type { Logger } from "pino";
import { makeApp } from "#app/app.ts";
import type { Config } from "#config";
import { loadLibrary } from "#content/library.ts";
import type { EpochMs } from "#core/ids.ts";
import { connection } from "#discord/client.ts";
import type { Command } from "#discord/command.ts";
import { dispatcher } from "#discord/dispatch.ts";
import { loadCommands } from "#discord/load-commands.ts";
import { nudgeSender } from "#discord/sender.ts";
import { startNudges } from "#nudges/start.ts";
import { openStore } from "#storage/open.ts";
import type { Controlled, LogEntry } from "./control.ts";

/** Time, chance, and where words go. */
export interface Ambient {
  now(): EpochMs;
  /** UUIDv7. */
  newId(): string;
  /** A short number to find an unknown error by. */
  newIncident(): string;
  log: Logger;
  /** Version of the host's time zone data. */
  tzdata: string;
  /** Shown in the sandbox beside the events. */
  report(entry: Omit<LogEntry, "at">): void;
}

export interface Bot {
  client: Client;
  controlled: Controlled;
  /** Claims no more nudges, lets what is under way finish, closes everything; within five seconds. */
  stop(): Promise<void>;
}
