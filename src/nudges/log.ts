/** Where the scheduler writes what an operator should know; pino's own shape. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/**
 * What node-cron has to say, by way of the same log. That a run was left out says nothing: the next one does all there is
 * to do.
 */
export const cronLogger = (log: Pick<Log, "error">) => {
  const unsaid = () => undefined;
  return {
    debug: unsaid,
    info: unsaid,
    warn: unsaid,
    error: (message: string | Error, err?: Error) => log.error({ err: err ?? message }, "a timer failed"),
  };
};
