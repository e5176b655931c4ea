import { html } from "lit";
import type { PageGuild } from "../../page-protocol.ts";
import { textIn } from "../look/form.ts";
import { icon } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import { notify } from "../state/notices.ts";
import type { Store } from "../state/store.ts";

/** `<sb-add-person>`: somebody new comes to the server. */
class AddPerson extends View {
  static override properties = { store: { attribute: false }, guild: { attribute: false } };
  declare store: Store;
  declare guild: PageGuild;
  #zonesId = uniqueId("zones");

  protected override render() {
    return html`<details class="add-person">
      <summary>${icon("plus")} Add somebody</summary>
      <form @submit=${this.#add}>
        <label>Name <input name="name" required maxlength="32" autocomplete="off" /></label>
        <label
          >Time zone <input name="zone" list=${this.#zonesId} autocomplete="off" placeholder="Europe/London"
        /></label>
        <datalist id=${this.#zonesId}>
          ${Intl.supportedValuesOf("timeZone").map((zone) => html`<option value=${zone}></option>`)}
        </datalist>
        <button class="button primary small" type="submit">Add to ${this.guild.name}</button>
      </form>
    </details>`;
  }

  #add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = textIn(form, "name");
    const zone = textIn(form, "zone");
    try {
      await this.store.act({
        do: "add-persona",
        name,
        guildId: this.guild.id,
        ...(zone === "" ? {} : { zone }),
      });
      form.reset();
      notify(`${name} has come to ${this.guild.name}. Be them from the bar above.`);
    } catch (error) {
      notify(sentenceOf(error));
    }
  };
}

customElements.define("sb-add-person", AddPerson);
