import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type {
  APIMessageComponent,
  APISectionComponent,
  APIContainerComponent,
  APISeparatorComponent,
} from "discord-api-types/v10";
import { hex } from "../state/names.ts";
import { renderText } from "../text/render.ts";
import { renderButton } from "./button.ts";
import type { MessageContext } from "./context.ts";
import { renderFile, renderGallery, renderThumbnail } from "./media.ts";
import { renderSelect } from "./select-in-message.ts";

type Drawn = TemplateResult | typeof nothing;

/** The parts of a message, of the older kind (action rows) and of Components V2. */
export function renderComponents(
  components: readonly APIMessageComponent[],
  context: MessageContext,
): Drawn[] {
  return components.map((component) => renderComponent(component, context));
}

// The numbers are Discord's component types.
function renderComponent(component: APIMessageComponent, context: MessageContext): Drawn {
  switch (component.type) {
    case 1:
      return html`<div class="action-row">${renderComponents(component.components, context)}</div>`;
    case 2:
      return renderButton(component, context);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return renderSelect(component, context);
    case 9:
      return renderSection(component, context);
    case 10:
      return html`<div class="text-display prose">${renderText(component.content, context)}</div>`;
    case 11:
      return renderThumbnail(component);
    case 12:
      return renderGallery(component);
    case 13:
      return renderFile(component);
    case 14:
      return renderSeparator(component);
    case 17:
      return renderContainer(component, context);
    default:
      return nothing;
  }
}

function renderSection(section: APISectionComponent, context: MessageContext): Drawn {
  return html`<div class="section">
    <div class="section-text">${renderComponents(section.components, context)}</div>
    <div class="section-accessory">${renderComponent(section.accessory, context)}</div>
  </div>`;
}

function renderContainer(container: APIContainerComponent, context: MessageContext): Drawn {
  const accent = container.accent_color == null ? "" : `--accent-edge:${hex(container.accent_color)}`;
  const inner = html`<div class="container ${accent === "" ? "" : "with-accent"}" style=${accent}>
    ${renderComponents(container.components, context)}
  </div>`;
  if (container.spoiler !== true) return inner;
  return html`<details class="spoiler-box">
    <summary>Spoiler</summary>
    ${inner}
  </details>`;
}

function renderSeparator({ divider = true, spacing = 1 }: APISeparatorComponent): Drawn {
  return html`<div
    class="separator ${spacing === 2 ? "large" : ""} ${divider ? "line" : ""}"
    role=${divider ? "separator" : "presentation"}
  ></div>`;
}
