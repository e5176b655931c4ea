/** The parts of the server that need no file of their own. */
import type { Core } from "./core.ts";
import type { Part } from "./server.ts";

export function gatewayPart(core: Core): Part {
  return {
    upgrade: (path) => (/^\/gateway\/?$/.test(path) ? (core.faults.down() ? 503 : true) : undefined),
    connect: (_path, query, socket) => core.gateway.connect(socket, query),
  };
}

/** Uploaded files. Bytes of strangers: the browser must neither guess their type nor run them. */
export function attachmentsPart(core: Core): Part {
  return {
    request(path, _query, _incoming, outgoing) {
      if (!path.startsWith("/attachments/")) return false;
      const file = core.files.find(decodeURIComponent(path.slice("/attachments/".length)));
      if (file === undefined) {
        outgoing.writeHead(404).end();
        return true;
      }
      outgoing
        .writeHead(200, {
          "content-type": file.type,
          "content-length": String(file.bytes.byteLength),
          "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
          "x-content-type-options": "nosniff",
          "cross-origin-resource-policy": "same-origin",
        })
        .end(file.bytes);
      return true;
    },
  };
}
