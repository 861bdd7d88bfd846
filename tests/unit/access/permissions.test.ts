import { describe, expect, it } from "vitest";
import { can } from "@/lib/auth/permissions";
import { showBuyer } from "@/lib/format";
import { managesPeople, roles } from "@/lib/roles";
import { mayUseShop, onlyPermitted, shopAccessOf } from "@/lib/shop-access";

const whoCan = (permission: Parameters<typeof can>[1]) => roles.filter((role) => can({ role }, permission));

describe("the table of permissions", () => {
  it("gives administration to owners and admins, and owners to owners alone", () => {
    expect(whoCan("people.manage")).toEqual(["owner", "admin"]);
    expect(roles.filter(managesPeople)).toEqual(whoCan("people.manage"));
    expect(whoCan("sync.control")).toEqual(["owner", "admin"]);
    expect(whoCan("owners.manage")).toEqual(["owner"]);
    expect(whoCan("shops.delete")).toEqual(["owner"]);
  });

  it("lets everybody look and refresh, but a viewer neither export nor see buyers", () => {
    expect(whoCan("dashboard.view")).toEqual([...roles]);
    expect(whoCan("sync.refresh")).toEqual([...roles]);
    expect(whoCan("orders.export")).toEqual(["owner", "admin", "analyst"]);
    expect(whoCan("buyers.view")).toEqual(["owner", "admin", "analyst"]);
  });
});

describe("access to shops", () => {
  const rows = [{ shopId: "1" }, { shopId: "2" }];

  it("is all of them for owners and admins, whatever was stored", () => {
    expect(shopAccessOf("owner", ["1"])).toBe("all");
    expect(shopAccessOf("admin", [])).toBe("all");
  });

  it("is what was given to analysts and viewers: all, some, or none", () => {
    expect(onlyPermitted(shopAccessOf("analyst", null), rows)).toEqual(rows);
    expect(onlyPermitted(shopAccessOf("viewer", ["2"]), rows)).toEqual([{ shopId: "2" }]);
    expect(onlyPermitted(shopAccessOf("viewer", []), rows)).toEqual([]);
    expect(mayUseShop(["1"], "12")).toBe(false);
  });
});

it("a masked buyer keeps the first letter only, whatever it is made of", () => {
  expect(showBuyer("maria", true)).toBe("m•••");
  expect(showBuyer("🦊fox", true)).toBe("🦊•••");
  expect(showBuyer("maria", false)).toBe("maria");
  expect(showBuyer(null, true)).toBeNull();
});
