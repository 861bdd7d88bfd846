import { expect, it } from "vitest";
import { withoutPersonal } from "@/lib/sync/personal-data";

it("what may tell who a buyer is goes at any depth; what figures need stays", () => {
  const raw = {
    return_id: "1",
    user_id: "7494",
    buyer_user_id: "7494",
    buyer_nickname: "ann",
    buyer_service_fee: "1.00",
    is_buyer_paid: true,
    contact: { phone: "2" },
    records: [{ message: "for Ann", role: "BUYER", sender: { user_id: "7494", avatar: "a" }, images: ["a"] }],
    refund_amount: { refund_total: "9.99" },
  };
  expect(withoutPersonal(raw)).toEqual({
    return_id: "1",
    buyer_service_fee: "1.00",
    is_buyer_paid: true,
    records: [{ role: "BUYER", sender: {} }],
    refund_amount: { refund_total: "9.99" },
  });
});
