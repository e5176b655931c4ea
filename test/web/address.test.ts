import { expect, it } from "vitest";
import { whoCame } from "#web/address.ts";

it.each([
  ["203.0.113.9", undefined, "203.0.113.9"],
  ["::ffff:203.0.113.9", undefined, "203.0.113.9"],
  // What somebody from outside claims is not believed.
  ["203.0.113.9", "198.51.100.7", "203.0.113.9"],
  // A proxy nearby is; what the client itself had written comes before it.
  ["127.0.0.1", "198.51.100.7", "198.51.100.7"],
  ["::1", "1.2.3.4, 198.51.100.7", "198.51.100.7"],
  ["::ffff:172.17.0.1", "198.51.100.7", "198.51.100.7"],
  ["10.0.0.3", "whoever", "10.0.0.3"],
  ["172.32.0.1", "198.51.100.7", "172.32.0.1"],
  ["unknown", "198.51.100.7", "unknown"],
  // All of one network of IPv6 are one.
  ["2001:db8:1:2:3:4:5:6", undefined, "2001:db8:1:2"],
  ["2001:0db8:0001:0002::9", undefined, "2001:db8:1:2"],
  ["2001:db8::1", undefined, "2001:db8:0:0"],
  ["127.0.0.1", "2001:db8:1:2:ffff::1", "2001:db8:1:2"],
])("counts %s, forwarded for %s, as %s", (peer, forwarded, who) => {
  expect(whoCame(peer, forwarded)).toBe(who);
});
