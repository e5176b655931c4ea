import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { EpochMs, Zone } from "#core/ids.ts";
import { privacyButton } from "#commands/mydata/view.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { cityOf, clockTime, withLocalTime, type City } from "#locale/cities.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("welcome");
type Mention = (command: string) => string;

export const consent = (t: Translate, wanted: string, privacy: string | undefined): Screen =>
  screen(t, {
    text: [t("welcome.title"), t("welcome.kept"), t("welcome.nobody")],
    rows: [
      row(
        button(id("agree", wanted), t.plain("welcome.button.agree"), "good"),
        button(id("decline"), t.plain("button.not-now")),
        button(id("minor"), t.plain("welcome.button.minor")),
        ...privacyButton(t, privacy),
      ),
    ],
  });

export const declined = (t: Translate, mention: Mention): Screen =>
  screen(t, {
    text: [t("welcome.declined", { help: markup(mention("help")), now: markup(mention("help-now")) })],
  });

export const underAge = (t: Translate, mention: Mention): Screen =>
  screen(t, { text: [t("welcome.under-age", { now: markup(mention("help-now")) })] });

/** Each choice shows what the clock says there now, so that it can be recognised without knowing its zone. */
export const askZone = (t: Translate, cities: City[], now: EpochMs, wanted: string): Screen =>
  screen(t, {
    text: [t("welcome.zone")],
    rows: [
      row(select(id("zone", wanted), t.plain("welcome.pick-zone"), cityChoices(t, cities, now))),
      row(button(id("city", wanted), t.plain("welcome.button.city"))),
    ],
  });

/** One choice a zone: Discord refuses a value twice. */
export function cityChoices(t: Translate, cities: readonly City[], now: EpochMs) {
  const byZone = new Map(cities.toReversed().map((city) => [city.zone, city]));
  return [...byZone.values()]
    .toReversed()
    .map((city) => ({ label: withLocalTime(city, now, t.locale), value: city.zone }));
}

export const askCity = (t: Translate, wanted: string): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("city", wanted))
    .setTitle(t.plain("welcome.city-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("welcome.city-label"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("city")
            .setStyle(TextInputStyle.Short)
            .setMaxLength(60)
            .setRequired(true),
        ),
    );

export const askEvening = (t: Translate, zone: Zone, now: EpochMs, wanted: string): Screen =>
  screen(t, {
    text: [t("welcome.evening", { city: cityOf(zone), time: clockTime(now, zone, t.locale) })],
    rows: [
      row(
        button(id("evening", wanted, "yes"), t.plain("welcome.button.evening-yes"), "main"),
        button(id("evening", wanted, "no"), t.plain("welcome.button.evening-no")),
        button(id("clock", wanted), t.plain("welcome.button.clock")),
      ),
    ],
  });

/** On to what they came for. @param evening whether they are asked then; `closed`: no direct message arrives */
export const ready = (t: Translate, wanted: string, evening: "set" | "unset" | "closed"): Screen =>
  screen(t, {
    text: [t("welcome.ready"), t(`welcome.evening-${evening}`)],
    rows: [row(button(wantedId(wanted), t.plain("welcome.button.go"), "main"))],
    accent: "moss",
  });

/** `urge` opens the command; `nudge.join.<id>` presses the button that they came by. */
function wantedId(wanted: string): string {
  const [command = "help", action = "open", ...args] = wanted.split(".");
  return customId(command, action, ...args);
}
