import {
  CheckboxBuilder,
  CheckboxGroupBuilder,
  LabelBuilder,
  ModalBuilder,
  RadioGroupBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import type { ModalSubmitInteraction } from "discord.js";

/** A form with every kind of question but one: five is the most it may hold. */
export function formOf(): ModalBuilder {
  return new ModalBuilder()
    .setCustomId("questions")
    .setTitle("Five questions")
    .addLabelComponents(
      new LabelBuilder()
        .setLabel("What happened")
        .setDescription("In a few words")
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("what")
            .setStyle(TextInputStyle.Paragraph)
            .setMinLength(3)
            .setMaxLength(200),
        ),
      new LabelBuilder()
        .setLabel("How near")
        .setRadioGroupComponent(
          new RadioGroupBuilder()
            .setCustomId("near")
            .addOptions(
              { label: "Near", value: "near", description: "Very" },
              { label: "Far", value: "far" },
            ),
        ),
      new LabelBuilder()
        .setLabel("What helped")
        .setCheckboxGroupComponent(
          new CheckboxGroupBuilder()
            .setCustomId("helped")
            .setRequired(false)
            .addOptions({ label: "A walk", value: "walk" }, { label: "A call", value: "call" }),
        ),
      new LabelBuilder()
        .setLabel("Which day")
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder()
            .setCustomId("day")
            .addOptions({ label: "Monday", value: "mon" }, { label: "Tuesday", value: "tue" }),
        ),
      new LabelBuilder()
        .setLabel("Ask me again")
        .setCheckboxComponent(new CheckboxBuilder().setCustomId("again")),
    );
}

export function tellForm({ fields }: ModalSubmitInteraction): string {
  const told = [
    fields.getTextInputValue("what"),
    fields.getRadioGroup("near"),
    fields.getCheckboxGroup("helped").join("+"),
    fields.getStringSelectValues("day").join("+"),
    String(fields.getCheckbox("again")),
  ];
  return `Told: ${told.join(" | ")}`;
}
