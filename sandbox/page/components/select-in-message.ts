import { html } from "lit";
import type { TemplateResult } from "lit";
import type { APISelectMenuComponent } from "discord-api-types/v10";
import { choicesOf, defaultsOf } from "./choices.ts";
import type { MessageContext } from "./context.ts";
import "./select.ts";

/** A select under a message: what is picked goes to the bot at once. */
export function renderSelect(select: APISelectMenuComponent, context: MessageContext): TemplateResult {
  const { store, message, names, guildId, pending } = context;
  const pick = (values: string[]) =>
    store.perform({ do: "select", messageId: message.id, customId: select.custom_id, values });
  return html`<sb-select
    data-custom-id=${select.custom_id}
    .choices=${choicesOf(select, names, guildId)}
    .defaults=${defaultsOf(select)}
    .placeholder=${select.placeholder ?? "Make a selection"}
    .min=${select.min_values ?? 1}
    .max=${select.max_values ?? 1}
    .disabled=${select.disabled === true || pending !== null}
    .busy=${pending === select.custom_id}
    .sends=${true}
    .onPick=${pick}
  ></sb-select>`;
}
