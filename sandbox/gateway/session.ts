/** One gateway session: what was sent with which number, so that it can be replayed after a lost connection. */
import { deflateSync } from "node:zlib";
import type { WebSocket } from "ws";

/** Events kept for a RESUME. Discord keeps a few minutes' worth. */
const KEPT = 2000;

export interface Session {
  readonly id: string;
  readonly shard: number;
  readonly count: number;
  readonly intents: number;
  socket: WebSocket | null;
  seq: number;
  /** Real ms at which the connection was lost. */
  lostAt: number | null;
  /** Numbers above this one can be replayed. */
  replayFrom: number;
  sent: { seq: number; frame: string }[];
  compress: boolean;
}

/** Numbers the event, keeps it for replay unless told otherwise, and sends it if there is a connection. */
export function dispatch(session: Session, name: string, json: string, replayable = true): void {
  session.seq += 1;
  const frame = `{"t":"${name}","s":${session.seq},"op":0,"d":${json}}`;
  if (replayable) {
    session.sent.push({ seq: session.seq, frame });
    if (session.sent.length > KEPT * 2) forget(session, session.sent[KEPT]?.seq ?? 0);
  } else {
    session.sent = [];
    session.replayFrom = session.seq;
  }
  if (session.socket !== null) write(session.socket, frame, session.compress);
}

/** Drops what the client has confirmed, or what is too old. */
export function forget(session: Session, upTo: number): void {
  if (upTo <= session.replayFrom) return;
  session.sent = session.sent.filter((event) => event.seq > upTo);
  session.replayFrom = upTo;
}

/** Sends again everything after `seq`. */
export function replay(session: Session, seq: number): number {
  const missed = session.sent.filter((event) => event.seq > seq);
  for (const event of missed)
    if (session.socket !== null) write(session.socket, event.frame, session.compress);
  return missed.length;
}

export function write(socket: WebSocket, frame: string, compress: boolean): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.send(compress ? deflateSync(frame) : frame);
}
