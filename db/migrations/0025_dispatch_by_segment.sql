DELETE FROM "daily_dispatch";--> statement-breakpoint
ALTER TABLE "daily_dispatch" DROP CONSTRAINT "daily_dispatch_shop_id_day_pk";--> statement-breakpoint
ALTER TABLE "daily_dispatch" ADD COLUMN "status" text NOT NULL;--> statement-breakpoint
ALTER TABLE "daily_dispatch" ADD COLUMN "fulfillment_type" text NOT NULL;--> statement-breakpoint
ALTER TABLE "daily_dispatch" ADD CONSTRAINT "daily_dispatch_pk" PRIMARY KEY("shop_id","day","status","fulfillment_type");--> statement-breakpoint
INSERT INTO "daily_dispatch" ("shop_id", "day", "status", "fulfillment_type", "on_time", "late", "dispatch_seconds", "within_12h", "within_24h", "within_48h", "within_72h", "cancelled_by_buyer", "cancelled_by_seller", "cancelled_by_others")
SELECT "shop_id", "day", "status", "type", count(*) FILTER (WHERE "done" AND NOT "late"), count(*) FILTER (WHERE "done" AND "late"), coalesce(sum("seconds") FILTER (WHERE "done"), 0),
  count(*) FILTER (WHERE "done" AND "seconds" < 43200), count(*) FILTER (WHERE "done" AND "seconds" < 86400), count(*) FILTER (WHERE "done" AND "seconds" < 172800), count(*) FILTER (WHERE "done" AND "seconds" < 259200),
  count(*) FILTER (WHERE "status" = 'CANCELLED' AND "by" = 'BUYER'), count(*) FILTER (WHERE "status" = 'CANCELLED' AND "by" = 'SELLER'), count(*) FILTER (WHERE "status" = 'CANCELLED' AND "by" NOT IN ('BUYER', 'SELLER'))
FROM (
  SELECT o."shop_id", (o."paid_time" AT TIME ZONE s."timezone")::date AS "day", o."status", coalesce(o."fulfillment_type", '') AS "type", coalesce(o."cancellation_initiator", '') AS "by",
    o."rts_time" IS NOT NULL AND o."status" <> 'CANCELLED' AND o."fulfillment_type" IS DISTINCT FROM 'FULFILLMENT_BY_TIKTOK' AS "done",
    coalesce(o."rts_time" > o."rts_sla_time", false) AS "late", extract(epoch FROM o."rts_time" - o."paid_time") AS "seconds"
  FROM "orders" o JOIN "shops" s ON s."shop_id" = o."shop_id"
  WHERE o."paid_time" IS NOT NULL AND NOT o."is_sample_order" AND (o."rts_time" IS NOT NULL OR o."status" = 'CANCELLED')
) d
GROUP BY 1, 2, 3, 4;
