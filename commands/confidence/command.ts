/** The monthly look at confidence in eight kinds of risky situation; reached from `/progress` and the look-back. */
import { Fault } from "#app/fault.ts";
import { riskKinds } from "#core/risk.ts";
import { defineCommand } from "#discord/command.ts";
import { show } from "#discord/screen.ts";
import { eightKinds } from "./view.ts";

export default defineCommand({
  buttons: {
    async open(interaction, _args, { confidences, person, t }) {
      await show(interaction, eightKinds(t, await confidences.current(person)));
    },
  },

  selects: {
    async rate(interaction, [name], { confidences, person, t }) {
      const kind = riskKinds.find((known) => known === name);
      if (!kind) throw new Fault("stale-button");
      const [picked] = interaction.values;
      const value = picked === "none" ? undefined : Number(picked);
      await show(interaction, eightKinds(t, await confidences.rate(person, kind, value)));
    },
  },
});
