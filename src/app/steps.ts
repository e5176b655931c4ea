/** Part of a transaction; `yield*` gives its result. See `store.ts`. */
export type Steps<T> = Generator<unknown, T, unknown>;
