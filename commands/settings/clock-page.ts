/** One's clock: where it is right, when one's day begins, and how much may come on one day. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { Person } from "#app/store.ts";
import { contactLimits } from "#core/contact-limits.ts";
import type { EpochMs } from "#core/ids.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { cityOf, clockTime, likelyCities, withLocalTime, type City } from "#locale/cities.ts";
import { clockOf } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("settings");
export const capAtMost = 10;

/** @param cities places to pick from, where some were looked for */
export function clockPage(t: Translate, { zone, dayStart }: Person, now: EpochMs, cities?: City[]): Screen {
  const offered = cities ?? [{ zone, name: cityOf(zone) }, ...likelyCities(t.locale)];
  // One choice a zone: Discord refuses a value twice.
  const byZone = new Map(offered.toReversed().map((city) => [city.zone, city]));
  return screen(t, {
    text: [
      t("settings.clock", { city: cityOf(zone), time: clockTime(now, zone, t.locale) }),
      t("settings.day-start", { time: clockOf(dayStart) }),
    ],
    rows: [
      row(
        select(
          id("zone"),
          t.plain("settings.pick.zone"),
          [...byZone.values()]
            .toReversed()
            .slice(0, 25)
            .map((city) => ({
              label: withLocalTime(city, now, t.locale),
              value: city.zone,
              chosen: city.zone === zone,
            })),
        ),
      ),
      row(
        select(
          id("day-start"),
          t.plain("settings.pick.day-start"),
          Array.from({ length: 13 }, (_, hour) => ({
            label: t.plain("settings.day-begins", { time: clockOf(hour * 60) }),
            value: String(hour * 60),
            chosen: hour * 60 === dayStart,
          })),
        ),
      ),
      row(
        button(id("open"), t.plain("button.back"), "main"),
        button(id("place"), t.plain("settings.button.place")),
      ),
    ],
  });
}

export const placeForm = (t: Translate): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("place"))
    .setTitle(t.plain("settings.place-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("settings.place-label"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("place")
            .setStyle(TextInputStyle.Short)
            .setMaxLength(60)
            .setRequired(true),
        ),
    );

/** Servers bring three a day at most whatever is picked; more is for one's own. */
export const limitPage = (t: Translate, { dailyCap }: Person): Screen =>
  screen(t, {
    text: [t("settings.limit-title", { servers: contactLimits.perDay })],
    rows: [
      row(
        select(
          id("limit"),
          t.plain("settings.pick.limit"),
          Array.from({ length: capAtMost }, (_, index) => ({
            label: t.plain("settings.limit", { count: index + 1 }),
            value: String(index + 1),
            chosen: index + 1 === dailyCap,
          })),
        ),
      ),
      row(button(id("open"), t.plain("button.back"), "main")),
    ],
  });
