import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type {
  APICheckboxGroupComponent,
  APIRadioGroupComponent,
  APISelectMenuComponent,
  APITextInputComponent,
} from "discord-api-types/v10";
import { choicesOf, defaultsOf } from "../components/choices.ts";
import { icon } from "../look/icons.ts";
import type { Names } from "../state/names.ts";
import type { FieldValue, ModalField } from "./fields.ts";
import "../components/select.ts";

export interface FieldView {
  field: ModalField;
  value: FieldValue;
  problem: string | null;
  /** Unique on the page. */
  id: string;
  names: Names;
  guildId: string | null;
  change(value: FieldValue): void;
}

const PARAGRAPH = 2;
const FILE_UPLOAD = 19;

/** One question of a modal: its label, what explains it, the control, and what is wrong with the answer. */
export function renderField(view: FieldView): TemplateResult {
  const { field, problem, id } = view;
  const { part, label, description, required } = field;
  const about = [description === null ? "" : `${id}-about`, problem === null ? "" : `${id}-problem`]
    .join(" ")
    .trim();
  if (part.type === 23) return renderTick(view, about);
  const isGroup = part.type === 21 || part.type === 22;
  const head = html`<span class="field-label"
    >${label}${required ? html` <span class="required-mark" aria-hidden="true">*</span>` : nothing}</span
  >`;
  return html`<div
    class="field ${problem === null ? "" : "invalid"}"
    role=${isGroup ? (part.type === 21 ? "radiogroup" : "group") : nothing}
    aria-label=${isGroup ? label : nothing}
    aria-describedby=${isGroup && about !== "" ? about : nothing}
    aria-required=${part.type === 21 ? String(required) : nothing}
  >
    ${isGroup ? head : html`<label for=${id}>${head}</label>`}
    ${description === null ? nothing : html`<p class="field-about" id="${id}-about">${description}</p>`}
    ${renderControl(view, about)}
    ${problem === null ? nothing : html`<p class="problem" id="${id}-problem">${icon("warning")} ${problem}</p>`}
  </div>`;
}

function renderControl(view: FieldView, about: string): TemplateResult {
  const { part } = view.field;
  switch (part.type) {
    case 4:
      return renderTextInput(part, view, about);
    case 21:
      return renderRadios(part, view);
    case 22:
      return renderTicks(part, view);
    case FILE_UPLOAD:
      return html`<p class="field-about">Files can’t be sent from the sandbox yet; leave this out.</p>`;
    case 23:
      return html``;
    default:
      return renderModalSelect(part, view);
  }
}

function renderTextInput(input: APITextInputComponent, view: FieldView, about: string): TemplateResult {
  const { id, value, problem, change, field } = view;
  const text = typeof value === "string" ? value : "";
  const take = ({ target }: Event) => change((target as HTMLInputElement).value);
  const { placeholder = "", max_length: max } = input;
  const described = about === "" ? nothing : about;
  const control =
    input.style === PARAGRAPH
      ? html`<textarea
          id=${id}
          rows="4"
          placeholder=${placeholder}
          maxlength=${max ?? nothing}
          aria-required=${field.required}
          aria-invalid=${problem !== null}
          aria-describedby=${described}
          .value=${live(text)}
          @input=${take}
        ></textarea>`
      : html`<input
          id=${id}
          type="text"
          autocomplete="off"
          placeholder=${placeholder}
          maxlength=${max ?? nothing}
          aria-required=${field.required}
          aria-invalid=${problem !== null}
          aria-describedby=${described}
          .value=${live(text)}
          @input=${take}
        />`;
  return html`${control}${max === undefined ? nothing : html`<span class="count" aria-hidden="true">${text.length} / ${max}</span>`}`;
}

function renderRadios(group: APIRadioGroupComponent, view: FieldView): TemplateResult {
  const { id, value, problem, change } = view;
  return html`<div class="choice-list">
    ${group.options.map(
      (option) =>
        html`<label class="choice">
          <input
            type="radio"
            name=${id}
            .value=${option.value}
            .checked=${live(value === option.value)}
            aria-invalid=${problem !== null}
            @change=${() => change(option.value)}
          />
          ${choiceText(option)}
        </label>`,
    )}
  </div>`;
}

function renderTicks(group: APICheckboxGroupComponent, view: FieldView): TemplateResult {
  const { value, problem, change } = view;
  const ticked = Array.isArray(value) ? value : [];
  const toggle = (option: string) =>
    change(ticked.includes(option) ? ticked.filter((one) => one !== option) : [...ticked, option]);
  return html`<div class="choice-list">
    ${group.options.map(
      (option) =>
        html`<label class="choice">
          <input
            type="checkbox"
            .checked=${live(ticked.includes(option.value))}
            aria-invalid=${problem !== null}
            @change=${() => toggle(option.value)}
          />
          ${choiceText(option)}
        </label>`,
    )}
  </div>`;
}

function renderTick({ field, value, id, change }: FieldView, about: string): TemplateResult {
  const take = ({ target }: Event) => change((target as HTMLInputElement).checked);
  return html`<div class="field">
    <label class="choice">
      <input
        type="checkbox"
        id=${id}
        .checked=${live(value === true)}
        aria-describedby=${about === "" ? nothing : about}
        @change=${take}
      />
      <span class="choice-text"
        ><span class="choice-label">${field.label}</span
        >${field.description === null ? nothing : html`<span class="choice-about" id="${id}-about">${field.description}</span>`}</span
      >
    </label>
  </div>`;
}

function choiceText({ label, description }: { label: string; description?: string }): TemplateResult {
  return html`<span class="choice-text"
    ><span class="choice-label">${label}</span
    >${description === undefined ? nothing : html`<span class="choice-about">${description}</span>`}</span
  >`;
}

function renderModalSelect(select: APISelectMenuComponent, view: FieldView): TemplateResult {
  const { field, names, guildId, problem, change } = view;
  return html`<sb-select
    data-custom-id=${select.custom_id}
    .label=${field.label}
    .choices=${choicesOf(select, names, guildId)}
    .defaults=${defaultsOf(select)}
    .placeholder=${select.placeholder ?? "Choose"}
    .min=${field.required ? (select.min_values ?? 1) : 0}
    .max=${select.max_values ?? 1}
    .disabled=${select.disabled === true}
    .invalid=${problem !== null}
    .onPick=${change}
  ></sb-select>`;
}
