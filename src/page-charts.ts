/** Pictures for the private page: those of `/progress`, in the member's own words, to be pointed at and printed. */
import type { App } from "#app/app.ts";
import type { Person } from "#app/store.ts";
import {
  charts,
  make,
  monthShown,
  type Chart,
  type Shown,
  type Sources,
} from "#commands/progress/pictures.ts";
import { periods } from "#core/chart-data.ts";
import type { Translate } from "#locale/sentences.ts";
import type { ChartsPort, ChartView } from "#web/deps.ts";
import { ownMarkup } from "#web/html.ts";

export function pageCharts({
  progress,
  words,
  painter,
}: Pick<App, "progress" | "words" | "painter">): ChartsPort {
  const sourcesOf = (person: Person, t: Translate): Sources => ({
    progress,
    words,
    person,
    t,
    labels: "own",
  });

  /** A picture that could not be drawn leaves its words. */
  async function viewOf(
    chart: Chart,
    nth: number,
    shown: Shown,
    person: Person,
    t: Translate,
  ): Promise<ChartView> {
    const { picture } = shown;
    const style = { theme: "page", locale: t.locale } as const;
    const svg = picture && (await painter.draw(picture, style, "svg", person.id));
    return {
      id: nth > 0 ? `${chart}-${nth + 1}` : chart,
      title: t.plain(`progress.chart.${chart}`),
      svg: svg && ownMarkup(Buffer.from(svg).toString("utf8")),
      summary: picture ? spoken(picture.words) : shown.lines.join(" "),
    };
  }

  return {
    periods: (t) => periods.map((id) => ({ id, label: t.plain(`progress.period.${id}`) })),
    async draw(person, wanted, t) {
      const period = periods.find((id) => id === wanted) ?? "weeks";
      const views: ChartView[] = [];
      for (const chart of charts.filter((one) => one !== "month"))
        for (let nth = 0, all = 1; nth < all; nth++) {
          const shown = await make({ chart, period, theme: "light", nth }, sourcesOf(person, t));
          all = Math.max(1, shown.goals);
          views.push(await viewOf(chart, nth, shown, person, t));
        }
      return views;
    },
    async print(person, monthsAgo, t) {
      const wanted = { chart: "month", period: "weeks", theme: "light", nth: monthsAgo } as const;
      const { picture } = await monthShown(wanted, sourcesOf(person, t), "paper");
      return painter.draw(picture, { theme: "light", locale: t.locale }, "pdf", person.id);
    },
  };
}

/** What the picture says, without the title and the span that stand in it. */
function spoken({ title, subtitle, alt }: { title: string; subtitle: string; alt: string }): string {
  const heading = `${title}, ${subtitle}. `;
  return alt.startsWith(heading) ? alt.slice(heading.length) : alt;
}
