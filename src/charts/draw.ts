/** From a picture's data and words to SVG. */
import type { Picture, PictureStyle } from "#core/chart-data-picture.ts";
import { besideChart } from "./beside.ts";
import { cardPicture } from "./card.ts";
import { confidenceChart } from "./confidence.ts";
import { curvesChart } from "./curves.ts";
import { daysChart } from "./days.ts";
import { feelingChart } from "./feeling.ts";
import type { Look } from "./frame.ts";
import { heatChart } from "./heat.ts";
import { helpsChart } from "./helps.ts";
import { insightsChart } from "./insights.ts";
import { monthChart } from "./month.ts";
import { pacerStill } from "./pacer.ts";
import { planSheet } from "./plan-page.ts";
import type { SvgNode } from "./svg.ts";
import { pageTheme, themes } from "./theme.ts";

/** The picture as a tree; `write` makes text of it, `rasterise` a PNG. 400 units wide, or 800 on paper. */
export function draw(picture: Picture, { theme, locale }: PictureStyle): SvgNode {
  const look: Look = { theme: theme === "page" ? pageTheme : themes[theme], locale };
  switch (picture.chart) {
    case "feeling":
      return feelingChart(picture.data, picture.words, look);
    case "heat":
      return heatChart(picture.data, picture.words, look);
    case "curves":
      return curvesChart(picture.data, picture.words, look);
    case "helps":
      return helpsChart(picture.data, picture.words, look);
    case "confidence":
      return confidenceChart(picture.data, picture.words, look);
    case "days":
      return daysChart(picture.data, picture.words, look);
    case "beside":
      return besideChart(picture.data, picture.words, look);
    case "month":
      return monthChart(picture.data, picture.words, look, picture.layout);
    case "card":
      return cardPicture(picture.data, picture.words, look);
    case "pacer":
      return pacerStill(picture.data, picture.words);
    case "plan":
      return planSheet(picture.data, picture.words, look);
    case "insights":
      return insightsChart(picture.data, picture.words, look);
  }
}
