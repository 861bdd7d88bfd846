import { describe, expect, test } from "vitest";
import { EPOCH_SEC, openSandbox } from "./sandbox-client";

const timesOf = (orders: Array<Record<string, unknown>>, name: string) =>
  orders.map((order) => Number(order[name]));
const idsOf = (orders: Array<Record<string, unknown>>) => orders.map((order) => order.id);

describe("the order search", () => {
  test("needs a page_size from 1 to 100 in the query", async () => {
    const client = await (await openSandbox()).connect();
    const missing = await client.search({ page_size: 10 }, { page_size: undefined });
    expect(missing).toMatchObject({ status: 400, code: 36009004 });
    expect(missing.message).toBe("PageSize is a required field and has not been provided");
    for (const size of ["0", "101", "ten", "-1"]) {
      expect((await client.search({}, { page_size: size })).code).toBe(36009004);
    }
    expect((await client.search({}, { page_size: "7" })).data.orders).toHaveLength(7);
  });

  test("sorts by create_time, newest first, unless told otherwise", async () => {
    const client = await (await openSandbox()).connect();
    const byDefault = timesOf((await client.search()).data.orders, "create_time");
    expect(byDefault).toEqual(byDefault.toSorted((a, b) => b - a));
    const query = { sort_field: "update_time", sort_order: "ASC" };
    const byUpdate = timesOf((await client.search({}, query)).data.orders, "update_time");
    expect(byUpdate).toEqual(byUpdate.toSorted((a, b) => a - b));
    expect((await client.search({}, { sort_field: "price" })).code).toBe(36009004);
  });

  test("windows include their start and exclude their end, to the second", async () => {
    const client = await (await openSandbox()).connect();
    const { orders } = await client.walk();
    for (const field of ["create_time", "update_time"]) {
      const times = timesOf(orders, field).toSorted((a, b) => a - b);
      const [from = 0, to = 0] = [times[40], times[90]];
      const found = await client.walk({ [`${field}_ge`]: from, [`${field}_lt`]: to });
      const expected = orders.filter((order) => Number(order[field]) >= from && Number(order[field]) < to);
      expect(new Set(idsOf(found.orders))).toEqual(new Set(idsOf(expected)));
      expect(found.totals[0]).toBe(expected.length);
    }
  });

  test("filters by status, shipping type, buyer and cancellation request, together with windows", async () => {
    const client = await (await openSandbox({ orders: 3_000 })).connect();
    const { orders } = await client.walk();
    const buyer = orders[5]?.user_id;
    const since = EPOCH_SEC - 40 * 86_400;
    const cases: [object, (order: Record<string, unknown>) => boolean][] = [
      [{ order_status: "DELIVERED" }, (order) => order.status === "DELIVERED"],
      [{ shipping_type: "SELLER" }, (order) => order.shipping_type === "SELLER"],
      [{ buyer_user_id: buyer }, (order) => order.user_id === buyer],
      [{ buyer_user_id: "7495000000000000000" }, () => false],
      [{ is_buyer_request_cancel: true }, (order) => order.is_buyer_request_cancel === true],
      [
        { order_status: "COMPLETED", create_time_ge: since, update_time_lt: EPOCH_SEC - 86_400 },
        (o) =>
          o.status === "COMPLETED" &&
          Number(o.create_time) >= since &&
          Number(o.update_time) < EPOCH_SEC - 86_400,
      ],
    ];
    for (const [filter, matches] of cases) {
      for (const sort_field of ["create_time", "update_time"]) {
        const found = await client.walk(filter, { sort_field });
        expect(idsOf(found.orders).toSorted()).toEqual(idsOf(orders.filter(matches)).toSorted());
        expect(found.totals.at(-1)).toBe(found.orders.length);
      }
    }
  });

  test("ignores unknown names and refuses nonsense", async () => {
    const client = await (await openSandbox()).connect();
    expect((await client.search({ OrderStatus: "UNPAID" }, { color: "red" })).data.total_count).toBe(300);
    for (const body of [
      "{",
      "[1]",
      '{"order_status":"PAID"}',
      '{"create_time_ge":"1"}',
      '{"shipping_type":1}',
    ]) {
      expect(await client.search(body)).toMatchObject({ status: 400, code: 36009004 });
    }
  });

  test.each(["offset", "key"] as const)(
    "paging a quiet shop yields every order once (%s tokens)",
    async (tokenMode) => {
      const client = await (await openSandbox({ orders: 2_500 })).connect();
      await client.sandbox.control({ tokenMode });
      for (const sort_order of ["ASC", "DESC"]) {
        for (const sort_field of ["create_time", "update_time"]) {
          const { orders, totals } = await client.walk({}, { sort_order, sort_field });
          expect(orders).toHaveLength(2_500);
          expect(new Set(idsOf(orders)).size).toBe(2_500);
          expect(new Set(totals)).toEqual(new Set([2_500]));
        }
      }
      const filtered = await client.walk({ order_status: "COMPLETED" }, { page_size: "50" });
      expect(new Set(idsOf(filtered.orders)).size).toBe(filtered.totals[0]);
    },
  );

  test("page tokens hold the characters that careless URL building breaks", async () => {
    const client = await (await openSandbox({ orders: 2_500 })).connect();
    const { tokens } = await client.walk();
    expect(tokens).toHaveLength(24);
    expect(tokens.every((token) => token.endsWith("=="))).toBe(true);
    expect(tokens.some((token) => token.includes("+") && token.includes("/"))).toBe(true);
  });

  test("page tokens are bound to the filter of the first page", async () => {
    const client = await (await openSandbox()).connect();
    const filter = { create_time_ge: 1 };
    const token = (await client.search(filter)).data.next_page_token ?? "";
    expect((await client.search(filter, { page_token: token })).code).toBe(0);
    const attempts = [
      client.search({ create_time_ge: 2 }, { page_token: token }),
      client.search(filter, { page_token: token, sort_order: "ASC" }),
      client.search(filter, {
        page_token: `${token.slice(0, 9)}${token[9] === "A" ? "B" : "A"}${token.slice(10)}`,
      }),
      client.search(filter, { page_token: "garbage" }),
      client.search(filter, { page_token: token.replace("==", "") }),
    ];
    for (const reply of await Promise.all(attempts))
      expect(reply).toMatchObject({ status: 400, code: 36009004 });
  });

  test("the last page has an empty token or none, in turn", async () => {
    const client = await (await openSandbox({ orders: 10 })).connect();
    const replies = [await client.search(), await client.search()];
    const kinds = replies.map(({ data }) => data.next_page_token);
    expect(kinds).toContain("");
    expect(kinds).toContain(undefined);
  });

  test("with offset tokens a row that changes while paging hides another; key tokens lose none", async () => {
    for (const [tokenMode, missing] of [
      ["offset", 1],
      ["key", 0],
    ] as const) {
      const client = await (await openSandbox({ live: false })).connect();
      await client.sandbox.control({ tokenMode });
      const filter = { update_time_lt: EPOCH_SEC };
      const query = { sort_field: "update_time", sort_order: "ASC" };
      const first = await client.search(filter, query);
      await client.sandbox.control({ changeOrders: { count: 1, ids: [first.data.orders[0]?.id ?? ""] } });
      const seen = new Set(idsOf(first.data.orders));
      let token = first.data.next_page_token;
      while (token) {
        const { data } = await client.search(filter, { ...query, page_token: token });
        for (const id of idsOf(data.orders)) seen.add(id);
        token = data.next_page_token;
      }
      expect(300 - seen.size).toBe(missing);
    }
  });

  test("the detail call knows up to 50 ids and leaves unknown ones out", async () => {
    const client = await (await openSandbox()).connect();
    const { data } = await client.search({}, { page_size: "51" });
    const ids: string[] = data.orders.map((order: { id: string }) => order.id);
    const some = await client.detail([...ids.slice(0, 3), "570000000000000000", "x"]);
    expect(some.data.orders).toEqual(data.orders.slice(0, 3));
    const newer = await client.detail(ids.slice(0, 50), "202507");
    expect(idsOf(newer.data.orders)).toEqual(ids.slice(0, 50));
    expect(await client.detail(ids)).toMatchObject({ status: 400, code: 36009004 });
    expect(await client.detail([])).toMatchObject({ status: 400, code: 36009004 });
  });
});
