import { expect, it } from "vitest";
import { findStandIn, sealBuyer, withStandIn } from "@/lib/erased-buyers";

it("a sealed buyer is recognised by their id, as text or number, and nobody else is", () => {
  const first = sealBuyer("7494", []);
  const second = sealBuyer("8123", [first]);
  const erased = [first, second];
  expect(findStandIn(erased, "7494")).toBe(first.standIn);
  expect(findStandIn(erased, 8123)).toBe(second.standIn);
  for (const other of ["7495", "", null, undefined, {}, first.standIn])
    expect(findStandIn(erased, other)).toBeNull();
  expect(second.salt).toBe(first.salt);
  expect(JSON.stringify(erased)).not.toContain("7494");
});

it("a payload without its buyer keeps what was bought, and of the address the state alone, in the same places", () => {
  const state = { address_level: "L1", address_name: "Ohio" };
  const raw = {
    id: "1",
    user_id: "7494",
    buyer_email: "v1@scs.tiktokw.us",
    buyer_message: "for Ann",
    seller_note: "Ann again",
    cpf: "1",
    phone_number: "2",
    is_buyer_request_cancel: false,
    recipient_address: {
      postal_code: "43004",
      district_info: [{ address_level: "L0", address_name: "United States" }, state],
    },
    payment: { total_amount: "9.99" },
  };
  expect(Object.entries(withStandIn(raw, "erased-x"))).toEqual([
    ["id", "1"],
    ["user_id", "erased-x"],
    ["is_buyer_request_cancel", false],
    ["recipient_address", { district_info: [state] }],
    ["payment", { total_amount: "9.99" }],
  ]);
  expect(withStandIn({ recipient_address: null }, "erased-x")).toEqual({ recipient_address: null });
  expect(withStandIn({ recipient_address: { district_info: "?" } }, "erased-x")).toEqual({
    recipient_address: { district_info: [] },
  });
});
