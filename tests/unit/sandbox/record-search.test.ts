import { describe, expect, test } from "vitest";
import { EPOCH_SEC, openSandbox, type RecordKind, type RecordRow } from "./sandbox-client";

const kinds = [
  ["returns", "return_id", "return_ids", "return_status"],
  ["cancellations", "cancel_id", "cancel_ids", "cancel_status"],
] as const;
const idsOf = (rows: RecordRow[], name: string) => rows.map((row) => String(row[name]));
const open = async (orders = 3_000) => (await openSandbox({ orders })).connect();

describe.each(kinds)("the search of %s", (kind, id, idsName, statusName) => {
  test("takes its page size from the query: ten unless told otherwise, fifty at most", async () => {
    const client = await open();
    const rowsOf = async (size: string | undefined) => {
      const { data } = await client.records(kind, {}, { page_size: size });
      return kind === "returns" ? data.return_orders : data.cancellations;
    };
    expect(await rowsOf(undefined)).toHaveLength(10);
    expect(await rowsOf("50")).toHaveLength(50);
    const refused = kind === "returns" ? ["9", "51", "ten", "0"] : ["0", "51", "-1"];
    for (const size of refused) {
      const reply = await client.records(kind, {}, { page_size: size });
      expect(reply).toMatchObject({ status: 400, code: 36009004, data: null });
    }
    if (kind === "cancellations") expect(await rowsOf("1")).toHaveLength(1);
  });

  test("sorts by create_time, oldest first, unless told otherwise", async () => {
    const client = await open();
    const times = (rows: RecordRow[], field: "create_time" | "update_time") => rows.map((row) => row[field]);
    const byDefault = times((await client.walkRecords(kind)).rows, "create_time");
    expect(byDefault).toEqual(byDefault.toSorted((a, b) => a - b));
    const query = { sort_field: "update_time", sort_order: "DESC" };
    const byUpdate = times((await client.walkRecords(kind, {}, query)).rows, "update_time");
    expect(byUpdate).toEqual(byUpdate.toSorted((a, b) => b - a));
    expect((await client.records(kind, {}, { sort_field: "price" })).code).toBe(36009004);
    expect((await client.records(kind, {}, { sort_order: "UP" })).code).toBe(36009004);
  });

  test("windows include their start and exclude their end, alone and together", async () => {
    const client = await open();
    const { rows } = await client.walkRecords(kind);
    for (const field of ["create_time", "update_time"] as const) {
      const times = rows.map((row) => row[field]).toSorted((a, b) => a - b);
      const [from = 0, to = 0] = [times[20], times[60]];
      for (const sort_field of ["create_time", "update_time"]) {
        const found = await client.walkRecords(
          kind,
          { [`${field}_ge`]: from, [`${field}_lt`]: to },
          { sort_field },
        );
        const expected = rows.filter((row) => row[field] >= from && row[field] < to);
        expect(idsOf(found.rows, id).toSorted()).toEqual(idsOf(expected, id).toSorted());
        expect(found.totals[0]).toBe(expected.length);
      }
    }
  });

  test("filters by ids, orders, buyers, types and states", async () => {
    const client = await open();
    const { rows } = await client.walkRecords(kind);
    const orders = new Map((await client.walk()).orders.map((order) => [order.id, order]));
    const buyer = orders.get(rows[7]?.order_id ?? "")?.user_id ?? "";
    const status = String(rows[3]?.[statusName]);
    const type = kind === "returns" ? "RETURN_AND_REFUND" : "BUYER_CANCEL";
    const typeName = kind === "returns" ? "return_type" : "cancel_type";
    const cases: [object, (row: RecordRow) => boolean][] = [
      [{ [idsName]: idsOf(rows.slice(4, 7), id) }, (row) => rows.slice(4, 7).includes(row)],
      [{ [idsName]: ["410000000000000000", "x"] }, () => false],
      [{ [idsName]: [] }, () => true],
      [{ order_ids: [rows[9]?.order_id] }, (row) => row === rows[9]],
      [{ buyer_user_ids: [buyer] }, (row) => orders.get(row.order_id)?.user_id === buyer],
      [{ [`${typeName}s`]: [type] }, (row) => row[typeName] === type],
      [{ [statusName]: [status], create_time_ge: 1 }, (row) => row[statusName] === status],
    ];
    for (const [filter, matches] of cases) {
      const found = await client.walkRecords(kind, filter);
      expect(idsOf(found.rows, id)).toEqual(idsOf(rows.filter(matches), id));
      expect(found.totals.at(-1)).toBe(found.rows.length);
    }
  });

  test("ignores unknown names and refuses nonsense", async () => {
    const client = await open(600);
    const all = (await client.records(kind)).data.total_count;
    expect(all).toBeGreaterThan(0);
    const ignored = await client.records(kind, { ReturnStatus: ["X"], page_size: 3 }, { color: "red" });
    expect(ignored.data.total_count).toBe(all);
    for (const body of [
      "{",
      "[1]",
      `{"${statusName}":["DONE"]}`,
      `{"${statusName}":"CANCELLATION_REQUEST_PENDING"}`,
      '{"order_ids":"1"}',
      '{"order_ids":[1]}',
      '{"create_time_ge":"1"}',
      '{"locale":5}',
    ]) {
      expect(await client.records(kind, body)).toMatchObject({ status: 400, code: 36009004 });
    }
  });

  test.each(["offset", "key"] as const)("paging yields every record once (%s tokens)", async (tokenMode) => {
    const client = await open();
    await client.sandbox.control({ tokenMode });
    for (const sort_order of ["ASC", "DESC"]) {
      for (const sort_field of ["create_time", "update_time"]) {
        const { rows, totals } = await client.walkRecords(
          kind,
          {},
          { sort_order, sort_field, page_size: "20" },
        );
        expect(new Set(idsOf(rows, id)).size).toBe(totals[0]);
        expect(rows).toHaveLength(totals[0] ?? 0);
      }
    }
  });

  test("page tokens are bound to the search and the filter of the first page", async () => {
    const client = await open();
    const token = (await client.records(kind)).data.next_page_token ?? "";
    expect((await client.records(kind, {}, { page_token: token })).code).toBe(0);
    const other = kind === "returns" ? "cancellations" : "returns";
    for (const attempt of [
      client.records(kind, { create_time_ge: 2 }, { page_token: token }),
      client.records(kind, {}, { page_token: token, sort_order: "DESC" }),
      client.records(other, {}, { page_token: token }),
      client.records(kind, {}, { page_token: "garbage" }),
    ]) {
      expect(await attempt).toMatchObject({ status: 400, code: 36009004 });
    }
  });

  test("needs its permission, which a seller grants by a new consent only", async () => {
    const client = await openSandbox();
    await client.sandbox.control({ scopes: ["seller.authorization.info", "seller.order.info"] });
    await client.connect();
    expect(await client.records(kind)).toMatchObject({ status: 401, code: 105005, data: null });
    expect((await client.search()).code).toBe(0);
    await client.sandbox.control({
      scopes: ["seller.authorization.info", "seller.order.info", "seller.return_refund.basic"],
    });
    expect((await client.records(kind)).code).toBe(105005);
    const renewed = await client.tokenCall("get", {
      auth_code: await client.consent(),
      grant_type: "authorized_code",
    });
    expect(renewed.data.granted_scopes).toContain("seller.return_refund.basic");
    client.token = renewed.data.access_token;
    expect((await client.records(kind)).code).toBe(0);
  });

  test("keeps its scope through a refresh, and checks path, method, version, cipher and sign", async () => {
    const client = await open(300);
    const path = `/return_refund/202309/${kind}/search`;
    const query = { shop_cipher: client.cipher };
    expect(await client.call(path, { query })).toMatchObject({ status: 405, code: 36009010 });
    const post = { method: "POST", query };
    expect(await client.call(path.replace("202309", "202312"), post)).toMatchObject({ code: 36009014 });
    expect(await client.call(`/reverse/202309/${kind}/search`, post)).toMatchObject({ code: 36009009 });
    expect(await client.call(path, { method: "POST" })).toMatchObject({ code: 106013 });
    expect(await client.call(path, { ...post, sign: "0".repeat(64) })).toMatchObject({ code: 106001 });
    expect(await client.call(path, { ...post, token: "TTP_x" })).toMatchObject({ code: 36009004 });
  });
});

describe("faults of these searches", () => {
  test.each<RecordKind>(["returns", "cancellations"])(
    "spoil a page of %s when they name its path",
    async (kind) => {
      const client = await open(1_500);
      const rows = async () => {
        const { data } = await client.records(kind);
        return kind === "returns" ? data.return_orders : data.cancellations;
      };
      const quiet = await rows();
      await client.sandbox.control({ faults: [{ kind: "duplicate-rows" }] });
      expect(await rows()).toHaveLength(quiet.length);
      await client.sandbox.control({ clearFaults: true });
      await client.sandbox.control({ faults: [{ kind: "duplicate-rows", path: `${kind}/search` }] });
      expect(await rows()).toHaveLength(quiet.length + 2);
      await client.sandbox.control({ faults: [{ kind: "unknown-path", path: "/return_refund/", times: 2 }] });
      expect(await client.records(kind)).toMatchObject({ status: 404, code: 36009009 });
      expect((await client.search()).code).toBe(0);
      expect(client.sandbox.stats().pendingFaults).toHaveLength(1);
    },
  );
});

test("a page has at most fifty of a shop's records, and the present ends an open window", async () => {
  const client = await open();
  const future = await client.records("returns", { create_time_ge: EPOCH_SEC + 1 });
  expect(future.data).toMatchObject({ total_count: 0, return_orders: [] });
});
