/** What Discord asks of modals beyond their schema. */
import type { Fault50035 } from "../discord-error.ts";
import { fault, placed, rangeFaults, repeated, valueFaults } from "./components.ts";
import type { AnyComponent, Path, Placed } from "./components.ts";

const MAX_PARTS = 5;

interface TextInput extends AnyComponent {
  value?: string | null;
  required?: boolean | null;
  min_length?: number | null;
  max_length?: number | null;
}

type Rule = (all: Placed[], path: Path, parts: AnyComponent[]) => Fault50035[];

const atMostFiveParts: Rule = (_all, path, parts) =>
  parts.length <= MAX_PARTS
    ? []
    : [fault(path, "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${MAX_PARTS} in length.`)];

const customIdsAreUnique: Rule = (all) =>
  repeated(
    all.filter(({ component }) => component.custom_id != null),
    ({ component }) => component.custom_id ?? "",
  ).map(({ path }) =>
    fault(
      [...path, "custom_id"],
      "COMPONENT_CUSTOM_ID_DUPLICATED",
      "Component custom id cannot be duplicated",
    ),
  );

/** A text input has its label in the part around it; only in the old action row it brings its own. */
const textInputHasOneLabel: Rule = (all) =>
  textInputs(all).flatMap(({ component, path }) => {
    const inRow = path.at(-1) !== "component";
    if (inRow && component.label == null)
      return [fault([...path, "label"], "BASE_TYPE_REQUIRED", "This field is required")];
    if (inRow || component.label == null) return [];
    return [
      fault(
        [...path, "label"],
        "TEXT_INPUT_LABEL_NOT_ALLOWED",
        "A label cannot be specified on a text input inside a Label",
      ),
    ];
  });

const textInputLengthsAgree: Rule = (all) =>
  textInputs(all).flatMap(({ component, path }) => {
    const { min_length: min, max_length: max, value } = component as TextInput;
    const faults: Fault50035[] = [];
    if (min != null && max != null && min > max) {
      faults.push(
        fault(
          [...path, "min_length"],
          "TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_LARGE",
          `min_length must be equal to or less than ${max}`,
        ),
      );
    }
    if (value != null && value !== "" && max != null && Array.from(value).length > max) {
      faults.push(fault([...path, "value"], "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`));
    }
    return faults;
  });

const selectRangeIsPossible: Rule = (all) =>
  all.flatMap(({ component, path }) => rangeFaults(component, path));

const optionValuesAreUnique: Rule = (all) =>
  all.flatMap(({ component, path }) => valueFaults(component, path));

/** Everything in a modal can be used. */
const nothingIsDisabled: Rule = (all) =>
  all.flatMap(({ component, path }) =>
    component.disabled === true
      ? [
          fault(
            [...path, "disabled"],
            "COMPONENT_DISABLED_IN_MODAL",
            "Disabled components cannot be used in a modal",
          ),
        ]
      : [],
  );

/** Nothing chosen and yet required cannot both be. */
const noneIsNotRequired: Rule = (all) =>
  all.flatMap(({ component, path }) => {
    const { min_values: min, required } = component as TextInput;
    const counts = component.type === 19 || component.type === 22;
    return counts && min === 0 && required !== false
      ? [
          fault(
            [...path, "min_values"],
            "COMPONENT_MIN_VALUES_REQUIRED",
            "min_values must be at least 1 when the component is required",
          ),
        ]
      : [];
  });

const oneRadioAtMost: Rule = (all) =>
  all.flatMap(({ component, path }) => {
    const chosen = (component.options ?? []).filter((option) => option.default === true);
    return component.type === 21 && chosen.length > 1
      ? [fault([...path, "options"], "RADIO_GROUP_TOO_MANY_DEFAULTS", "Only one option can be the default")]
      : [];
  });

const rules: Rule[] = [
  atMostFiveParts,
  customIdsAreUnique,
  textInputHasOneLabel,
  textInputLengthsAgree,
  selectRangeIsPossible,
  optionValuesAreUnique,
  nothingIsDisabled,
  noneIsNotRequired,
  oneRadioAtMost,
];

export function modalFaults(parts: AnyComponent[], path: Path): Fault50035[] {
  const all = placed(parts, path);
  return rules.flatMap((rule) => rule(all, path, parts));
}

function textInputs(all: Placed[]): Placed[] {
  return all.filter(({ component }) => component.type === 4);
}
