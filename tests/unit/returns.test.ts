import { describe, expect, it } from "vitest";
import { parseReturnAddress, reasonParam } from "@/lib/returns/address";
import {
  describeReason,
  describeReturnStatus,
  describeReturnType,
  knownStatuses,
  returnStates,
  statusesOfState,
} from "@/lib/returns/states";
import { encodeOrderCursor } from "@/lib/search-params";

describe("the address of the returns page", () => {
  it("is read whole", () => {
    const cursor = { direction: "after" as const, keyTime: "2026-11-23 10:00:00+00", orderId: "4041" };
    const address = { state: "waiting", reason: "code_1", cursor: encodeOrderCursor(cursor) };
    expect(parseReturnAddress(address)).toEqual({
      selection: { state: "waiting", reason: "code_1" },
      cursor,
      notices: [],
    });
    expect(parseReturnAddress({})).toEqual({
      selection: { state: null, reason: null },
      cursor: null,
      notices: [],
    });
  });

  it("can ask for requests without a reason", () => {
    expect(parseReturnAddress({ reason: reasonParam("") }).selection.reason).toBe("");
  });

  it.each([
    [{ state: "done" }, /state is not known/],
    [{ reason: "x".repeat(129) }, /reason is not known/],
    [{ cursor: "x" }, /page address is not valid/],
  ])("says so when a part of it cannot be used: %j", (params, notice) => {
    const { selection, cursor, notices } = parseReturnAddress(params);
    expect(selection).toEqual({ state: null, reason: null });
    expect(cursor).toBeNull();
    expect(notices).toEqual([expect.stringMatching(notice)]);
  });
});

describe("the words for a return", () => {
  it("know every state of TikTok's, each in one of ours", () => {
    expect(returnStates.flatMap(statusesOfState).toSorted()).toEqual(knownStatuses.toSorted());
  });

  it("take what nobody has heard of for under way, and make it readable", () => {
    expect(describeReturnStatus("PARCEL_AT_THE_DOOR")).toEqual({
      state: "under-way",
      label: "Parcel at the door",
    });
    expect(describeReturnType("SWAP_ITEM")).toBe("Swap item");
    expect(describeReturnType(null)).toBe("–");
    expect(describeReason("seller_reason_other", null)).toBe("Seller reason other");
    expect(describeReason("", null)).toBe("No reason given");
    expect(describeReason("x", "Poor quality")).toBe("Poor quality");
  });
});
