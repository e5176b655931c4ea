import type { ConfidenceValues } from "#app/confidences.ts";
import { riskKinds, type RiskKind } from "#core/risk.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("confidence");

/** All eight kinds on one screen, each with its own list. */
export const eightKinds = (t: Translate, values: ConfidenceValues): Screen =>
  screen(t, {
    text: [
      t("confidence.title"),
      t("confidence.what"),
      Object.keys(values).length > 1 ? t("confidence.where") : "",
    ],
    rows: [
      ...riskKinds.map((kind) => row(rating(t, kind, values[kind]))),
      row(
        button(customId("progress", "show", "confidence"), t.plain("confidence.button.picture"), "main"),
        button(customId("drill", "open"), t.plain("confidence.button.drill")),
      ),
    ],
    accent: "moss",
  });

function rating(t: Translate, kind: RiskKind, value: number | undefined) {
  const name = t.plain(`risk.${kind}`);
  const steps = Array.from({ length: 11 }, (_, step) => step * 10);
  return select(id("rate", kind), t.plain("confidence.pick", { kind: name, value: "none" }), [
    ...steps.map((step) => ({
      label: t.plain("confidence.pick", { kind: name, value: String(step) }),
      value: String(step),
      chosen: step === value,
    })),
    ...(value === undefined ? [] : [{ label: t.plain("confidence.leave-out"), value: "none" }]),
  ]);
}
