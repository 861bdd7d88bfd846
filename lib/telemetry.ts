import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { env } from "./env";

/**
 * Sends traces to where OTEL_EXPORTER_OTLP_ENDPOINT says, by OTLP over HTTP. The library reads the other variables of
 * OpenTelemetry itself: headers, sampler, delays. Loaded by `instrumentation.ts` only when an endpoint is set.
 */
export function startTelemetry(): void {
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ "service.name": env().OTEL_SERVICE_NAME })),
    spanProcessors: [new DiscreetProcessor(new OTLPTraceExporter())],
  });
  provider.register();
}

/** Spans leave the house: an address in them is cut where a search, a signature or the secret of a link begins. */
class DiscreetProcessor extends BatchSpanProcessor {
  override onEnd(span: ReadableSpan): void {
    // Next's span of each outgoing call has the whole address; calls to TikTok have spans of their own.
    if (span.attributes["next.span_type"] === "AppRender.fetch") return;
    super.onEnd(discreet(span));
  }
}

function discreet(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(
    Object.entries(span.attributes)
      .filter(([key]) => key !== "url.query")
      .map(([key, value]) => [key, typeof value === "string" ? withoutSecrets(value) : value]),
  );
  // A view of the span: what it inherits, such as its context, stays reachable.
  return Object.create(span, {
    name: { value: withoutSecrets(span.name), enumerable: true },
    attributes: { value: attributes, enumerable: true },
  });
}

export function withoutSecrets(text: string): string {
  return text.replace(/\?.*$/s, "").replace(/\/(invite|reset)\/[^/\s[]+/g, "/$1/…");
}
