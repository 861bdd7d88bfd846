CREATE TABLE "daily_region_sales" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"region" text NOT NULL,
	"orders" integer NOT NULL,
	"gmv" numeric NOT NULL,
	CONSTRAINT "daily_region_sales_shop_id_day_currency_region_pk" PRIMARY KEY("shop_id","day","currency","region")
);
--> statement-breakpoint
CREATE TABLE "daily_segment_sales" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"fulfillment_type" text NOT NULL,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"gmv" numeric NOT NULL,
	"net_sales" numeric NOT NULL,
	CONSTRAINT "daily_segment_sales_pk" PRIMARY KEY("shop_id","day","currency","status","fulfillment_type")
);
--> statement-breakpoint
ALTER TABLE "daily_product_sales" ADD COLUMN "cancelled_orders" integer NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE "daily_product_sales" ALTER COLUMN "cancelled_orders" DROP DEFAULT;
--> statement-breakpoint
INSERT INTO "daily_region_sales" ("shop_id", "day", "currency", "region", "orders", "gmv")
SELECT o."shop_id", (o."paid_time" AT TIME ZONE s."timezone")::date, o."currency", coalesce(o."recipient_region", ''), count(*), sum(coalesce(o."sub_total", 0) + coalesce(o."platform_discount", 0))
FROM "orders" o JOIN "shops" s ON s."shop_id" = o."shop_id"
WHERE o."paid_time" IS NOT NULL AND NOT o."is_sample_order" GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
INSERT INTO "daily_segment_sales" ("shop_id", "day", "currency", "status", "fulfillment_type", "orders", "units", "gmv", "net_sales")
SELECT o."shop_id", (o."paid_time" AT TIME ZONE s."timezone")::date, o."currency", o."status", coalesce(o."fulfillment_type", ''), count(*), sum(l."units"), sum(coalesce(o."sub_total", 0) + coalesce(o."platform_discount", 0)),
  sum(CASE WHEN o."status" = 'CANCELLED' THEN 0 ELSE coalesce(o."sub_total", 0) + coalesce(o."platform_discount", 0) - l."cancelled" END)
FROM "orders" o JOIN "shops" s ON s."shop_id" = o."shop_id"
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE NOT "is_gift") AS "units", coalesce(sum(coalesce("sale_price", 0) + coalesce("platform_discount", 0)) FILTER (WHERE "display_status" = 'CANCELLED'), 0) AS "cancelled"
  FROM "order_line_items" WHERE "shop_id" = o."shop_id" AND "order_id" = o."order_id"
) l
WHERE o."paid_time" IS NOT NULL AND NOT o."is_sample_order" GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
-- Cancelled orders by product, and what other changes of a day's figures there were since, come with the next sync.
INSERT INTO "stale_days" ("shop_id", "day") SELECT DISTINCT "shop_id", "day" FROM "daily_sales";