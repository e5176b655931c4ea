/** What the bot may do in a server: what the invitation asks for, and the doctor looks for. */
import { PermissionFlagsBits, PermissionsBitField } from "discord.js";

/** Channel posts, their threads, and pictures in them; nothing that reads what people write. */
export const permissions = new PermissionsBitField([
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.CreatePublicThreads,
  PermissionFlagsBits.EmbedLinks,
  PermissionFlagsBits.AttachFiles,
]);
