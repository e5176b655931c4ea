/** Which address a request is counted under. */
import { BlockList, isIP } from "node:net";

/** This machine, and networks that nobody outside of them can come from. */
const near = new BlockList();
near.addSubnet("127.0.0.0", 8, "ipv4");
near.addSubnet("10.0.0.0", 8, "ipv4");
near.addSubnet("172.16.0.0", 12, "ipv4");
near.addSubnet("192.168.0.0", 16, "ipv4");
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/**
 * Who came. A proxy on this machine or its network names them last in `X-Forwarded-For`, and is believed; anybody else
 * could write there what they like. Of IPv6 the network counts: one machine has as many addresses in it as it wants.
 * @param peer address of whoever holds the connection
 */
export function whoCame(peer: string, forwarded: string | undefined): string {
  const direct = peer.replace(/^::ffff:/i, "");
  const named = forwarded?.split(",").at(-1)?.trim() ?? "";
  const address = isIP(named) !== 0 && isNear(direct) ? named : direct;
  return isIP(address) === 6 ? networkOf(address) : address;
}

const isNear = (address: string): boolean =>
  isIP(address) !== 0 && near.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** The first 64 bits of an IPv6 address, however it is written. */
function networkOf(address: string): string {
  const [head = "", tail] = address.replace(/%.*/, "").split("::");
  const groups = (part: string | undefined) => (part ? part.split(":") : []);
  const missing = Math.max(0, 8 - groups(head).length - groups(tail).length);
  const zeros = tail === undefined ? [] : Array.from({ length: missing }, () => "0");
  return [...groups(head), ...zeros, ...groups(tail)]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
