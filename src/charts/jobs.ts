/** What the pool and its workers say to each other. */
import type { PictureFormat } from "#app/painter.ts";
import type { Picture, PictureStyle } from "#core/chart-data-picture.ts";

export interface Order {
  picture: Picture;
  style: PictureStyle;
  format: PictureFormat;
}

/** The order travels as JSON: it was written for its hash already, and is cheaper to hand over than an object. */
export interface Job {
  id: number;
  order: string;
}

export type Result = { id: number; bytes: Uint8Array } | { id: number; error: string };
