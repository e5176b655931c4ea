/** What Discord asks of components beyond their schema: nesting, numbers, buttons, selects, custom ids. */
import type { Fault50035 } from "../discord-error.ts";
import { validateUrl } from "./urls.ts";

/** A component of any type, its schema checked already. */
export interface AnyComponent {
  type: number;
  id?: number | null;
  custom_id?: string | null;
  style?: number;
  label?: string | null;
  emoji?: unknown;
  url?: string | null;
  sku_id?: string | null;
  content?: string;
  min_values?: number | null;
  max_values?: number | null;
  disabled?: boolean | null;
  options?: { label: string; value: string; default?: boolean | null }[];
  default_values?: unknown[] | null;
  media?: { url: string };
  file?: { url: string };
  items?: { media: { url: string } }[];
  components?: AnyComponent[];
  component?: AnyComponent;
  accessory?: AnyComponent;
}

export type Path = (string | number)[];

export interface Placed {
  component: AnyComponent;
  path: Path;
}

const BUTTON = 2;
const LINK = 5;
const PREMIUM = 6;
const MAX_COMPONENTS = 40;
const MAX_ROWS = 5;
const MAX_TEXT = 4000;

/** All components with where they are, depth first. */
export function placed(components: AnyComponent[], path: Path): Placed[] {
  return components.flatMap((component, index) => place(component, [...path, index]));
}

function place(component: AnyComponent, path: Path): Placed[] {
  return [
    { component, path },
    ...placed(component.components ?? [], [...path, "components"]),
    ...(component.component == null ? [] : place(component.component, [...path, "component"])),
    ...(component.accessory == null ? [] : place(component.accessory, [...path, "accessory"])),
  ];
}

/** A list of top-level components of a message, and what it is sent with. */
export interface Layout {
  components: AnyComponent[];
  path: Path;
  /** The message has the flag for Components V2. */
  v2: boolean;
  /** Names that `attachment://` may refer to. */
  files: string[];
}

type Rule = (layout: Layout, all: Placed[]) => Fault50035[];

/** Only action rows may stand in a message without the flag. */
const onlyRowsWithoutFlag: Rule = ({ components, path, v2 }) =>
  components.flatMap((component, index) =>
    v2 || component.type === 1
      ? []
      : [fault([...path, index], "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')],
  );

const atMostFiveRows: Rule = ({ components, path, v2 }) =>
  v2 || components.length <= MAX_ROWS
    ? []
    : [fault(path, "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${MAX_ROWS} in length.`)];

const atMostFortyComponents: Rule = ({ path }, all) =>
  all.length <= MAX_COMPONENTS
    ? []
    : [
        fault(
          path,
          "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
          `The total number of components exceeds ${MAX_COMPONENTS}.`,
        ),
      ];

const atMostFourThousandLetters: Rule = ({ path }, all) => {
  const letters = all.reduce(
    (sum, { component }) => sum + (component.type === 10 ? letterCount(component.content) : 0),
    0,
  );
  if (letters <= MAX_TEXT) return [];
  const message = `The total displayable text size of a message's components exceeds ${MAX_TEXT}.`;
  return [fault(path, "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED", message)];
};

/** Five buttons, or one select by itself. */
const rowHoldsButtonsOrOneSelect: Rule = (_layout, all) =>
  all.flatMap(({ component, path }) => {
    const inner = component.type === 1 ? (component.components ?? []) : [];
    const selects = inner.filter((one) => one.type !== BUTTON);
    if (selects.length === 0 || inner.length === 1) return [];
    const at = [...path, "components", inner.indexOf(selects[0] as AnyComponent)];
    return [
      fault(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"),
    ];
  });

const customIdsAreUnique: Rule = (_layout, all) =>
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

const idsAreUnique: Rule = (_layout, all) =>
  repeated(
    all.filter(({ component }) => component.id != null && component.id !== 0),
    ({ component }) => String(component.id),
  ).map(({ path }) => fault([...path, "id"], "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"));

/** A button says something: a label, an emoji, or (premium) what is sold. */
const buttonHasLabelOrEmoji: Rule = (_layout, all) =>
  buttons(all).flatMap(({ component, path }) =>
    component.style === PREMIUM || (component.label ?? "") !== "" || component.emoji != null
      ? []
      : [
          fault(
            path,
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
            "A button must have either a label or an emoji",
          ),
        ],
  );

const linkButtonHasUrlOnly: Rule = (_layout, all) =>
  buttons(all)
    .filter(({ component }) => component.style === LINK)
    .flatMap(({ component, path }) => [
      ...(component.url == null ? [fault([...path, "url"], "BASE_TYPE_REQUIRED", "A url is required")] : []),
      ...(component.custom_id == null ? [] : [notBoth(path)]),
      ...validateUrl(component.url, [...path, "url"], ["http", "https", "discord"]),
    ]);

const pressedButtonHasIdOnly: Rule = (_layout, all) =>
  buttons(all)
    .filter(({ component }) => component.style !== LINK && component.style !== PREMIUM)
    .flatMap(({ component, path }) => [
      ...(component.custom_id == null
        ? [fault([...path, "custom_id"], "BASE_TYPE_REQUIRED", "A custom id is required")]
        : []),
      ...(component.url == null ? [] : [notBoth(path)]),
    ]);

const premiumButtonHasSkuOnly: Rule = (_layout, all) =>
  buttons(all)
    .filter(({ component }) => component.style === PREMIUM)
    .flatMap(({ component, path }) => [
      ...(component.sku_id == null
        ? [fault([...path, "sku_id"], "BASE_TYPE_REQUIRED", "This field is required")]
        : []),
      ...(component.custom_id == null && component.url == null && component.label == null
        ? []
        : [notBoth(path)]),
    ]);

const selectRangeIsPossible: Rule = (_layout, all) =>
  all.flatMap(({ component, path }) => rangeFaults(component, path));

const selectValuesAreUnique: Rule = (_layout, all) =>
  all.flatMap(({ component, path }) => valueFaults(component, path));

/** Media come from an uploaded file or over http(s); the file component takes uploaded files only. */
const mediaCanBeFound: Rule = ({ files }, all) =>
  all.flatMap(({ component, path }) => {
    const media: { url: string; path: Path }[] = [
      ...(component.media == null ? [] : [{ url: component.media.url, path: [...path, "media", "url"] }]),
      ...(component.file == null ? [] : [{ url: component.file.url, path: [...path, "file", "url"] }]),
      ...(component.items ?? []).map((item, index) => ({
        url: item.media.url,
        path: [...path, "items", index, "media", "url"],
      })),
    ];
    return media.flatMap(({ url, path: at }) => {
      if (!url.startsWith("attachment://")) return validateUrl(url, at, ["http", "https", "attachment"]);
      const name = url.slice("attachment://".length);
      if (files.includes(name)) return [];
      const message = `The referenced attachment "${name}" was not found.`;
      return [fault(at, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)];
    });
  });

const rules: Rule[] = [
  onlyRowsWithoutFlag,
  atMostFiveRows,
  atMostFortyComponents,
  atMostFourThousandLetters,
  rowHoldsButtonsOrOneSelect,
  customIdsAreUnique,
  idsAreUnique,
  buttonHasLabelOrEmoji,
  linkButtonHasUrlOnly,
  pressedButtonHasIdOnly,
  premiumButtonHasSkuOnly,
  selectRangeIsPossible,
  selectValuesAreUnique,
  mediaCanBeFound,
];

export function componentFaults(layout: Layout): Fault50035[] {
  const all = placed(layout.components, layout.path);
  return rules.flatMap((rule) => rule(layout, all));
}

/** `min_values`, `max_values`, what there is to choose, and what is chosen from the start. */
export function rangeFaults(component: AnyComponent, path: Path): Fault50035[] {
  const { options, min_values: min, max_values: max } = component;
  if (![3, 5, 6, 7, 8, 19, 22].includes(component.type)) return [];
  const faults: Fault50035[] = [];
  const most = max ?? (component.type === 22 ? (options?.length ?? 1) : 1);
  if (min != null && min > most) {
    faults.push(
      fault(
        [...path, "min_values"],
        "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE",
        `min_values must be equal to or less than ${most}`,
      ),
    );
  }
  if (options !== undefined && max != null && max > options.length) {
    faults.push(
      fault(
        [...path, "max_values"],
        "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
        `max_values must be equal to or less than ${options.length}`,
      ),
    );
  }
  const chosen =
    options?.filter((option) => option.default === true).length ?? component.default_values?.length ?? 0;
  if (chosen > most) {
    const at = [...path, options === undefined ? "default_values" : "options"];
    faults.push(
      fault(
        at,
        "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
        `The number of default options must be ${most} or fewer`,
      ),
    );
  }
  return faults;
}

export function valueFaults(component: AnyComponent, path: Path): Fault50035[] {
  const options = (component.options ?? []).map((option, index) => ({ option, index }));
  return repeated(options, ({ option }) => option.value).map(({ index }) =>
    fault(
      [...path, "options", index, "value"],
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
      "The specified option value is already used",
    ),
  );
}

function buttons(all: Placed[]): Placed[] {
  return all.filter(({ component }) => component.type === BUTTON);
}

function notBoth(path: Path): Fault50035 {
  return fault(
    path,
    "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    "A custom id and url cannot both be specified",
  );
}

/** Every item after the first with the same key. */
export function repeated<T>(items: T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const again = seen.has(key(item));
    seen.add(key(item));
    return again;
  });
}

export function letterCount(text: string | null | undefined): number {
  return text == null ? 0 : Array.from(text).length;
}

export function fault(path: Path, reason: string, message: string): Fault50035 {
  return { path, reason, message };
}
