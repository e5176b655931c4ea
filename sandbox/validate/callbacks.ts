export function checkCallback(
  _s: unknown,
  _type: number,
  request: { body: unknown },
  _before?: unknown,
): { data?: object } {
  return request.body as { data?: object };
}
