/** What draws: behind one small interface, since drawing is heavy and happens in another thread. */
import type { Picture, PictureStyle } from "#core/chart-data-picture.ts";
import type { Snowflake } from "#core/ids.ts";

export type PictureFormat =
  /** 800 pixels wide; 1,600 for a page of paper. */
  | "png"
  /** One page of paper that keeps its text and says what is on it. */
  | "pdf"
  /** Moving, 320 pixels wide; of the breathing pacer alone. */
  | "gif"
  /** For the private page, which brings its own sharpness. */
  | "svg";

export interface Painter {
  /**
   * Undefined when there is too much to draw just now, or when drawing failed: every picture has its words beside it,
   * and they stand alone then.
   * @param owner whose picture it is: kept for them a little while, and forgotten with them
   */
  draw(
    picture: Picture,
    style: PictureStyle,
    format: PictureFormat,
    owner: Snowflake,
  ): Promise<Uint8Array | undefined>;
  /** Drops every kept picture of somebody's. */
  forget(owner: Snowflake): void;
}
