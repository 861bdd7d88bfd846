import { describe, expect, it } from "vitest";
import { readNotification } from "@/lib/tiktok/notification";
import { isSignedByTikTok, signNotification } from "@/lib/tiktok/webhook-signature";
import vectors from "../../fixtures/tiktok-webhook-vectors.json" with { type: "json" };

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (body: unknown) => readNotification(bytes(JSON.stringify(body)));

describe("the signature of a notification", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))("reproduces %s", (_name, vector) => {
    const { appKey, appSecret, rawBody, expectedAuthorization } = vector;
    expect(signNotification({ appKey, appSecret }, bytes(rawBody))).toBe(expectedAuthorization);
    expect(isSignedByTikTok({ appKey, appSecret }, bytes(rawBody), expectedAuthorization)).toBe(true);
  });

  it("covers the bytes as they came, the key and the secret, and nothing passes for it", () => {
    for (const { appKey, appSecret, rawBody, expectedAuthorization } of vectors) {
      const app = { appKey, appSecret };
      const refused: [typeof app, string, string | null][] = [
        [app, `${rawBody} `, expectedAuthorization],
        [{ appKey: `${appKey}x`, appSecret }, rawBody, expectedAuthorization],
        [{ appKey, appSecret: `${appSecret}x` }, rawBody, expectedAuthorization],
        [app, rawBody, null],
        [app, rawBody, ""],
        [app, rawBody, `Bearer ${expectedAuthorization}`],
        [app, rawBody, expectedAuthorization.slice(1)],
        [app, rawBody, expectedAuthorization.toUpperCase()],
      ];
      for (const [given, body, authorization] of refused)
        expect(isSignedByTikTok(given, bytes(body), authorization)).toBe(false);
    }
    const spaced = vectors.find(({ name }) => name === "body-with-whitespace");
    if (!spaced) throw new Error("the vector is missing");
    const again = bytes(JSON.stringify(JSON.parse(spaced.rawBody)));
    expect(isSignedByTikTok(spaced, again, spaced.expectedAuthorization)).toBe(false);
  });
});

describe("reading a notification", () => {
  it("understands the official sample, and CANCEL as the orders API's CANCELLED", () => {
    const official = readNotification(bytes(vectors[0]?.rawBody ?? ""));
    expect(official).toEqual({
      notificationId: "7380066284010030890",
      shopId: "7495540735365777507",
      type: 1,
      sentAtSec: 1_718_305_585,
      orderIds: ["576653688135258178"],
      orderStatus: "UNPAID",
      authorizationEndsAtSec: null,
    });
    const cancelled = { type: 1, shop_id: "1", data: { order_id: "2", order_status: "CANCEL" } };
    expect(read(cancelled)?.orderStatus).toBe("CANCELLED");
  });

  it("finds every order of a package, once", () => {
    const package_list = [
      { order_id_list: ["1", "2"] },
      { package_id: "p" },
      { order_id_list: ["2", null, 3] },
    ];
    expect(read({ type: 4, shop_id: "1", data: { package_list } })?.orderIds).toEqual(["1", "2", "3"]);
  });

  it("tells deliveries apart by a hash of the body where TikTok sends no id", () => {
    const body = { type: 3, shop_id: "1", data: { order_id: "2" } };
    expect(read(body)?.notificationId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(read(body)?.notificationId).toBe(read(body)?.notificationId);
    expect(read({ ...body, type: 1 })?.notificationId).not.toBe(read(body)?.notificationId);
  });

  it.each([
    ["1800000000", 1_800_000_000],
    [1_800_000_000, 1_800_000_000],
    ["1800000000000", 1_800_000_000],
    ["2027-01-15T08:00:00Z", 1_800_000_000],
    ["604800", null],
    ["soon", null],
    ["99999999999999", null],
  ])("reads an end of authorisation of %s as %s", (expiration_time, expected) => {
    expect(read({ type: 7, shop_id: "1", data: { expiration_time } })?.authorizationEndsAtSec).toBe(expected);
  });

  it("gives up on what names neither a type nor a shop, and lets no odd text through", () => {
    for (const body of ["", "{", "[]", "null", '"x"', "{}", '{"type":1}', '{"type":-1,"shop_id":"1"}'])
      expect(readNotification(bytes(body))).toBeNull();
    expect(read({ type: 1e12, shop_id: "1" })).toBeNull();
    expect(read({ type: 1, shop_id: "a\0b" })).toBeNull();
    const odd = {
      type: 1,
      shop_id: "1",
      tts_notification_id: "\0",
      data: { order_id: "a b", order_status: "\0" },
    };
    expect(read(odd)).toMatchObject({ orderIds: [], orderStatus: null });
    expect(read({ type: 1, shop_id: "1", data: "text" })).toMatchObject({ orderIds: [] });
  });
});
