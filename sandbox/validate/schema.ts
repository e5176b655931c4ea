export function checkBody(_settings: unknown, _schema: string, request: { body: unknown }): unknown {
  return request.body;
}
