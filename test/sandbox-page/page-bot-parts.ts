import { crc32, deflateSync } from "node:zlib";
import { AttachmentBuilder } from "discord.js";
import type { ChatInputCommandInteraction } from "discord.js";

/** Two pictures and a file, as attachments. */
export function pictures(): AttachmentBuilder[] {
  return [
    new AttachmentBuilder(png(240, 150, [242, 178, 140]), { name: "sun.png" }),
    new AttachmentBuilder(png(240, 150, [127, 196, 203]), { name: "ice.png" }),
    new AttachmentBuilder(Buffer.from("A few notes."), { name: "notes.txt" }),
  ];
}

/** A message with every kind of markup, and with what must stay text. */
export function textOf({
  user,
  channelId,
  guild,
  createdTimestamp,
  commandId,
}: ChatInputCommandInteraction): string {
  const inAnHour = Math.floor(createdTimestamp / 1000) + 3600;
  return [
    "# Heading",
    "**bold** *slanted* __underlined__ ~~struck~~ `code` ||hidden||",
    "> quoted",
    "- first",
    "- second",
    "```js\nconst a = 1;\n```",
    `<@${user.id}> <#${channelId}> <@&${guild?.roles.highest.id}> </feel:${commandId}>`,
    `<t:${inAnHour}:R> [a link](https://example.org/a) https://example.org/b`,
    "<img src=x onerror=alert(1)> <script>alert(2)</script>",
  ].join("\n");
}

/** A picture of one colour. @param colour red, green, blue, 0 to 255. */
export function png(width: number, height: number, colour: [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, true colour.
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from(colour))]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(8 + body.length);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), framed.length - 4);
  return framed;
}
