/**
 * Sealing: AES-256-GCM under a member's data key. Sealed bytes are
 *
 *     version (1) | nonce (12, random) | ciphertext | tag (16)
 *
 * and bound to their place: owner, kind, id and version are associated data, so a payload that is moved to another
 * member, kind or id fails to open. The text is padded to multiples of 64 bytes, since the length of a payload would
 * otherwise tell an urge of 10 from one of 9.
 */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from "node:crypto";
import { StoreError } from "./errors.ts";

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const block = 64;

/** Where a payload belongs. */
export interface Place {
  personId: string;
  kind: string;
  id: string;
}

/** Seals bytes for one place. */
export function sealBytes(key: KeyObject, place: Place, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(place));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()]);
}

/** Opens what `sealBytes` made. @throws {StoreError} record-unreadable */
export function openBytes(key: KeyObject, place: Place, sealed: Uint8Array): Buffer {
  try {
    if (sealed[0] !== version) throw new RangeError("unknown version of sealed bytes");
    const end = sealed.length - tagBytes;
    const nonce = sealed.subarray(1, 1 + nonceBytes);
    const cipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(associated(place));
    cipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([cipher.update(sealed.subarray(1 + nonceBytes, end)), cipher.final()]);
  } catch (cause) {
    throw new StoreError("record-unreadable", {}, cause);
  }
}

/** Seals anything that JSON can say. */
export function seal(key: KeyObject, place: Place, body: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(body));
  const padded = Buffer.alloc(Math.ceil(text.length / block) * block, " ");
  text.copy(padded);
  return sealBytes(key, place, padded);
}

/** Opens what `seal` made. @throws {StoreError} record-unreadable */
export function open(key: KeyObject, place: Place, sealed: Uint8Array): unknown {
  return JSON.parse(openBytes(key, place, sealed).toString());
}

// JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must not give the same bytes.
const associated = ({ personId, kind, id }: Place) =>
  Buffer.from(JSON.stringify([version, personId, kind, id]));
