/** Where the scheduler writes what an operator should know; pino's own shape. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}
