import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";

/** Facts that are known only once the work is done. */
export type NoteFacts = (facts: Attributes) => void;

/**
 * A piece of work as a span of its own. Costs next to nothing where no traces are collected (`lib/telemetry.ts`).
 */
export function inSpan<Result>(
  name: string,
  facts: Attributes,
  work: (note: NoteFacts) => Promise<Result>,
): Promise<Result> {
  return trace
    .getTracer("tiktok-shop-dashboard")
    .startActiveSpan(name, { attributes: facts }, async (span) => {
      try {
        return await work((more) => span.setAttributes(more));
      } catch (error) {
        // The code says which failure it was; a message may quote what TikTok or a person has sent.
        const code =
          typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
        span.setAttribute("error.type", code);
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
}

/** For the log: which trace a line belongs to. */
export function traceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId;
}
