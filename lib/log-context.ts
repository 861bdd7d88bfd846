import { AsyncLocalStorage } from "node:async_hooks";

/** What every line of the log that is written within a piece of work carries. */
export type LogContext = {
  /** Of the HTTP request that the work is done for. */
  requestId?: string;
  shopId?: string;
  resource?: string;
  /** Of the sync run that is worked on. */
  runId?: string;
};

/** Shared through `globalThis`: the start-up hook, routes and pages are bundled apart and must see one store. */
const holder = globalThis as typeof globalThis & { __logContext?: AsyncLocalStorage<LogContext> };

function storage(): AsyncLocalStorage<LogContext> {
  holder.__logContext ??= new AsyncLocalStorage();
  return holder.__logContext;
}

export function logContext(): LogContext {
  return storage().getStore() ?? {};
}

/** Adds to what the lines written within `work`, and in whatever it starts, carry. */
export function withLogContext<Result>(context: LogContext, work: () => Result): Result {
  return storage().run({ ...logContext(), ...context }, work);
}

/** The same for everything that follows in this asynchronous context: for the event that begins it. */
export function beginLogContext(context: LogContext): void {
  storage().enterWith(context);
}
