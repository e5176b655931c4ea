import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { open, openBytes, seal, sealBytes } from "#storage/seal.ts";

const key = createSecretKey(randomBytes(32));
const place = { personId: "1001", kind: "urge", id: "u1" };

it("opens what it sealed, whatever JSON can say", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (body, id) => {
      const there = { ...place, id };
      const said: unknown = JSON.parse(JSON.stringify(body));
      expect(open(key, there, seal(key, there, body))).toEqual(said);
    }),
    { numRuns: 2000 },
  );
});

it("gives every number the same length", () => {
  const lengths = Array.from({ length: 11 }, (_, n) => seal(key, place, { version: 1, intensity: n }).length);
  expect(new Set(lengths).size).toBe(1);
});

it("never seals the same thing to the same bytes", () => {
  const sealed = Array.from({ length: 50 }, () => seal(key, place, { intensity: 7 }).toString("hex"));
  expect(new Set(sealed).size).toBe(50);
});

it("fails to open when a single bit of it, or of its place, is another", () => {
  const sealed = sealBytes(key, place, Buffer.from("steady"));
  const refuses = (bytes: Uint8Array, there = place) =>
    expect(() => openBytes(key, there, bytes)).toThrow(
      expect.objectContaining({ code: "record-unreadable" }),
    );
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.nat(7), (byte, bit) => {
      const bent = Buffer.from(sealed);
      bent.writeUInt8(bent.readUInt8(byte) ^ (1 << bit), byte);
      refuses(bent);
    }),
    { numRuns: 500 },
  );
  refuses(sealed.subarray(0, 12));
  refuses(new Uint8Array());
  refuses(sealed, { ...place, personId: "100", kind: "1urge" });
  refuses(sealed, { ...place, id: "u2" });
});
