import { Client, ComponentTypes, InteractionTypes } from "oceanic.js";
import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";

it("suits a bot of another library, unchanged", async () => {
  await using sandbox = await startSandbox();
  const client = new Client({
    auth: `Bot ${sandbox.token}`,
    gateway: { intents: ["GUILDS"] },
    rest: { baseURL: `${sandbox.api}/v10` },
  });
  const errors: unknown[] = [];
  client.on("error", (error) => errors.push(error));
  client.on("interactionCreate", (interaction) => {
    const button = { type: ComponentTypes.BUTTON, style: 1, label: "Again", customID: "again" } as const;
    const row = { type: ComponentTypes.ACTION_ROW, components: [button] } as const;
    const answered =
      interaction.type === InteractionTypes.APPLICATION_COMMAND
        ? interaction.reply({ content: "Pong", flags: 64, components: [{ ...row, components: [button] }] })
        : interaction.type === InteractionTypes.MESSAGE_COMPONENT
          ? interaction.editParent({ content: "Pong again", components: [] })
          : Promise.resolve();
    answered.catch((error: unknown) => errors.push(error));
  });
  const ready = new Promise<void>((resolve) => client.once("ready", resolve));
  await client.connect();
  await ready;
  await client.application.bulkEditGlobalCommands([
    { name: "ping", description: "Replies with Pong!", type: 1 },
  ]);

  const ash = sandbox.member("ash");
  expect(await ash.slash("/ping")).toMatchObject({ text: "Pong", buttons: ["Again"] });
  expect(await ash.click("Again")).toMatchObject({ kind: "update", text: "Pong again" });
  expect(errors).toEqual([]);
  expect(sandbox.violations()).toEqual([]);
  client.disconnect(false);
});
