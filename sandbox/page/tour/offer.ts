import { html } from "lit";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { Tour } from "./step.ts";

/** `<sb-tour-offer>`: for whoever is here for the first time. */
class TourOffer extends View {
  static override properties = {
    tours: { attribute: false },
    onTour: { attribute: false },
    onClose: { attribute: false },
  };
  declare tours: Tour[];
  declare onTour: (tour: Tour) => void;
  declare onClose: () => void;

  protected override render() {
    return html`<section class="tour offer" aria-label="Tours">
      <div class="tour-text">
        <h2>New here? Three minutes each</h2>
        <p>
          This is a made-up Discord on your own machine; nothing you do leaves it. Each tour begins in a fresh
          server. Or just write
          <code>/</code>.
        </p>
      </div>
      <button class="icon-button tour-close" aria-label="Close" title="Close" @click=${this.onClose}>
        ${icon("close")}
      </button>
      <ul class="tour-cards">
        ${this.tours.map(
          (tour) =>
            html`<li>
              <button class="tour-card" data-tour=${tour.name} @click=${() => this.onTour(tour)}>
                ${icon("compass")}<span><b>${tour.title}</b><small>${tour.about}</small></span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

customElements.define("sb-tour-offer", TourOffer);
