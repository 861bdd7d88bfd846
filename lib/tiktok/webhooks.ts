import { z } from "zod";
import type { CallContext, TikTokClient } from "./client";
import { TikTokApiError } from "./errors";

const path = "/event/202309/webhooks";

/** Which event of a shop goes to which address; one address for each event. */
export type WebhookRegistration = { eventType: string; address: string };

const listSchema = z.looseObject({
  webhooks: z
    .array(z.looseObject({ event_type: z.string(), address: z.string() }))
    .nullish()
    .transform((value) => value ?? []),
});

/** What is registered for a shop. @throws TikTokApiError */
export async function listWebhooks(
  client: TikTokClient,
  shopCipher: string,
  context: CallContext,
): Promise<WebhookRegistration[]> {
  const { data } = await client.call({ method: "GET", path, query: { shop_cipher: shopCipher } }, context);
  const parsed = listSchema.safeParse(data ?? {});
  if (!parsed.success) {
    const facts = { endpoint: path };
    throw new TikTokApiError(
      "bad_response",
      "TikTok's list of webhooks cannot be read.",
      facts,
      parsed.error,
    );
  }
  return parsed.data.webhooks.map(({ event_type, address }) => ({ eventType: event_type, address }));
}

/** Has TikTok send an event of a shop to an address, instead of any other. @throws TikTokApiError */
export async function putWebhook(
  client: TikTokClient,
  shopCipher: string,
  { eventType, address }: WebhookRegistration,
  context: CallContext,
): Promise<void> {
  const body = JSON.stringify({ address, event_type: eventType });
  await client.call({ method: "PUT", path, query: { shop_cipher: shopCipher }, body }, context);
}
