import { z } from "zod";
import { SCOPES } from "./scopes";
import { CANCEL_STATUSES, CANCEL_TYPES } from "./shop/cancellation-story";
import { RETURN_STATUSES, RETURN_TYPES } from "./shop/return-story";
import { STATUSES } from "./shop/status";

export const FAULT_KINDS = [
  "429",
  "503",
  "500",
  "200-internal",
  "408",
  "reset",
  "hang",
  "truncate",
  "html",
  "empty",
  "expired-token",
  "scope-missing",
  "unknown-path",
  "duplicate-rows",
  "reordered",
  "malformed-order",
  "repeat-token",
  "early-end",
] as const;

const seconds = z.number().int().min(0).max(4_000_000_000);
const count = z.number().int().min(0).max(200_000);
const status = z.enum(STATUSES);

const faultSchema = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  path: z.string().optional(),
  skip: z.number().int().min(0).optional(),
  times: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  retryAfterSec: z.number().int().min(0).optional(),
});

const recordChange = <Status extends z.ZodType>(recordStatus: Status) =>
  z.strictObject({
    count,
    status: recordStatus.optional(),
    spreadSec: z.number().int().min(0).optional(),
    silent: z.boolean().optional(),
    ids: z.array(z.string()).optional(),
  });
const recordAddition = <Status extends z.ZodType, Type extends z.ZodType>(recordStatus: Status, type: Type) =>
  z.strictObject({
    count,
    orderIds: z.array(z.string()).optional(),
    type: type.optional(),
    status: recordStatus.optional(),
    createTimeSec: seconds.optional(),
    updateTimeSec: seconds.optional(),
    visibleAtSec: seconds.optional(),
  });
const returnStatus = z.enum(RETURN_STATUSES);
const cancelStatus = z.enum(CANCEL_STATUSES);

/** Commands are carried out in the order of these keys. */
export const controlCommandSchema = z.strictObject({
  latencyMs: z.number().min(0).max(600_000).optional(),
  rateLimit: z
    .strictObject({
      perSec: z.number().positive(),
      burst: z.number().int().min(1).optional(),
      retryAfter: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  clock: z
    .strictObject({
      nowSec: seconds.optional(),
      advanceSec: z.number().int().optional(),
      freeze: z.boolean().optional(),
    })
    .optional(),
  tokenMode: z.enum(["offset", "key"]).optional(),
  refreshRotation: z.enum(["grace", "strict"]).optional(),
  totalCount: z
    .union([
      z.enum(["exact", "approximate"]),
      z.strictObject({ cap: count }),
      z.strictObject({ add: z.number().int() }),
    ])
    .optional(),
  visibilityDelaySec: z.number().int().min(0).max(604_800).optional(),
  live: z.boolean().optional(),
  clearFaults: z.boolean().optional(),
  faults: z.array(faultSchema).optional(),
  /** What a seller grants from now on; those who have granted keep what they have. */
  scopes: z.array(z.enum(SCOPES)).optional(),
  /** Shop that changes and additions mean; the first one unless given. */
  shopId: z.string().optional(),
  changeOrders: z
    .strictObject({
      count,
      status: status.optional(),
      spreadSec: z.number().int().min(0).optional(),
      newestFirst: z.boolean().optional(),
      silent: z.boolean().optional(),
      ids: z.array(z.string()).optional(),
    })
    .optional(),
  addOrders: z
    .strictObject({
      count,
      createTimeSec: seconds.optional(),
      updateTimeSec: seconds.optional(),
      visibleAtSec: seconds.optional(),
      status: status.optional(),
    })
    .optional(),
  changeReturns: recordChange(returnStatus).optional(),
  addReturns: recordAddition(returnStatus, z.enum(RETURN_TYPES)).optional(),
  changeCancellations: recordChange(cancelStatus).optional(),
  addCancellations: recordAddition(cancelStatus, z.enum(CANCEL_TYPES)).optional(),
  /** Orders that the shop no longer lists nor shows by id. */
  vanishOrders: z.strictObject({ ids: z.array(z.string()) }).optional(),
  /** Where and how notifications are delivered, and which to send now. */
  webhook: z
    .strictObject({
      address: z.url().nullable().optional(),
      copies: z.number().int().min(1).max(100).optional(),
      reorder: z.boolean().optional(),
      spoil: z.boolean().optional(),
      /** Sent about `ids`, or the `count` newest orders. */
      types: z.array(z.number().int().min(0).max(1_000)).optional(),
      ids: z.array(z.string()).optional(),
      count: count.optional(),
    })
    .optional(),
  resetCounters: z.boolean().optional(),
  revokeTokens: z.boolean().optional(),
  expireAccessTokens: z.boolean().optional(),
});

export type ControlCommand = z.input<typeof controlCommandSchema>;
export type FaultSpec = z.infer<typeof faultSchema>;
export type FaultKind = (typeof FAULT_KINDS)[number];

export function describeProblems(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `${issue.path.join(".") || "command"}: ${issue.message}`);
  return `The control command was refused: ${problems.join("; ")}.`;
}
