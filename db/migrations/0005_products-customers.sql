CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE TABLE "buyer_cohorts" (
	"shop_id" text NOT NULL,
	"first_month" date NOT NULL,
	"month" date NOT NULL,
	"buyers" integer NOT NULL,
	CONSTRAINT "buyer_cohorts_shop_id_first_month_month_pk" PRIMARY KEY("shop_id","first_month","month")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"shop_id" text NOT NULL,
	"buyer_user_id" text NOT NULL,
	"nickname" text,
	"orders" integer NOT NULL,
	"first_order_at" timestamp with time zone,
	"last_order_at" timestamp with time zone,
	"days" date[] NOT NULL,
	CONSTRAINT "customers_shop_id_buyer_user_id_pk" PRIMARY KEY("shop_id","buyer_user_id")
);
--> statement-breakpoint
CREATE TABLE "daily_buyers" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"previous_day" date NOT NULL,
	"buyers" integer NOT NULL,
	CONSTRAINT "daily_buyers_shop_id_day_previous_day_pk" PRIMARY KEY("shop_id","day","previous_day")
);
--> statement-breakpoint
CREATE TABLE "monthly_buyers" (
	"shop_id" text NOT NULL,
	"month" date NOT NULL,
	"previous_day" date NOT NULL,
	"buyers" integer NOT NULL,
	CONSTRAINT "monthly_buyers_shop_id_month_previous_day_pk" PRIMARY KEY("shop_id","month","previous_day")
);
--> statement-breakpoint
CREATE TABLE "stale_buyers" (
	"shop_id" text NOT NULL,
	"mark_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "stale_buyers_mark_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"buyers" text[] NOT NULL,
	CONSTRAINT "stale_buyers_shop_id_mark_id_pk" PRIMARY KEY("shop_id","mark_id")
);
--> statement-breakpoint
CREATE TABLE "daily_sku_sales" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"product_id" text NOT NULL,
	"sku_id" text NOT NULL,
	"currency" text NOT NULL,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"gmv" numeric NOT NULL,
	"net_sales" numeric NOT NULL,
	"cancelled_units" integer NOT NULL,
	CONSTRAINT "daily_sku_sales_shop_id_day_product_id_sku_id_currency_pk" PRIMARY KEY("shop_id","day","product_id","sku_id","currency")
);
--> statement-breakpoint
CREATE TABLE "product_sales_spans" (
	"shop_id" text NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"product_id" text NOT NULL,
	"currency" text NOT NULL,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"gmv" numeric NOT NULL,
	"net_sales" numeric NOT NULL,
	"cancelled_units" integer NOT NULL,
	CONSTRAINT "product_sales_spans_pk" PRIMARY KEY("shop_id","grain","starts_on","product_id","currency")
);
--> statement-breakpoint
CREATE TABLE "product_skus" (
	"shop_id" text NOT NULL,
	"product_id" text NOT NULL,
	"sku_id" text NOT NULL,
	"product_name" text,
	"sku_name" text,
	"seller_sku" text,
	"sku_image" text,
	"named_at" timestamp with time zone NOT NULL,
	CONSTRAINT "product_skus_shop_id_product_id_sku_id_pk" PRIMARY KEY("shop_id","product_id","sku_id")
);
--> statement-breakpoint
CREATE TABLE "daily_dispatch" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"on_time" integer NOT NULL,
	"late" integer NOT NULL,
	"dispatch_seconds" bigint NOT NULL,
	CONSTRAINT "daily_dispatch_shop_id_day_pk" PRIMARY KEY("shop_id","day")
);
--> statement-breakpoint
ALTER TABLE "order_line_items" ADD COLUMN "other_tracking_number" text;
--> statement-breakpoint
-- Rows from before this migration get the columns that are derived, so that lists are exact at once.
ALTER TABLE "order_line_items" ADD COLUMN "order_create_time" timestamp with time zone;
--> statement-breakpoint
UPDATE "order_line_items" l SET "order_create_time" = o."create_time" FROM "orders" o WHERE o."shop_id" = l."shop_id" AND o."order_id" = l."order_id";
--> statement-breakpoint
ALTER TABLE "order_line_items" ALTER COLUMN "order_create_time" SET NOT NULL;
--> statement-breakpoint
UPDATE "order_line_items" l SET "other_tracking_number" = l."tracking_number" FROM "orders" o WHERE o."shop_id" = l."shop_id" AND o."order_id" = l."order_id" AND l."tracking_number" <> coalesce(o."tracking_number", '');
--> statement-breakpoint
DELETE FROM "daily_order_status";
--> statement-breakpoint
ALTER TABLE "daily_order_status" DROP CONSTRAINT "daily_order_status_shop_id_day_status_pk";
--> statement-breakpoint
ALTER TABLE "daily_order_status" ADD COLUMN "fulfillment_type" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "daily_order_status" ADD COLUMN "currency" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "daily_order_status" ADD COLUMN "total_amount" numeric NOT NULL;
--> statement-breakpoint
ALTER TABLE "daily_order_status" ADD CONSTRAINT "daily_order_status_pk" PRIMARY KEY("shop_id","day","status","fulfillment_type","currency");
--> statement-breakpoint
INSERT INTO "daily_order_status" ("shop_id", "day", "status", "fulfillment_type", "currency", "orders", "total_amount")
SELECT o."shop_id", (o."create_time" AT TIME ZONE s."timezone")::date, o."status", coalesce(o."fulfillment_type", ''), o."currency", count(*), coalesce(sum(o."total_amount"), 0)
FROM "orders" o JOIN "shops" s ON s."shop_id" = o."shop_id" GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
INSERT INTO "product_sales_spans" ("shop_id", "grain", "starts_on", "product_id", "currency", "orders", "units", "gmv", "net_sales", "cancelled_units")
SELECT d."shop_id", g."grain", date_trunc(g."grain", d."day")::date, d."product_id", d."currency", sum(d."orders"), sum(d."units"), sum(d."gmv"), sum(d."net_sales"), sum(d."cancelled_units")
FROM "daily_product_sales" d CROSS JOIN (VALUES ('week'), ('month')) AS g ("grain") GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
-- The rollups that are new are filled by the next sync.
INSERT INTO "stale_days" ("shop_id", "day") SELECT DISTINCT "shop_id", "day" FROM "daily_order_status" UNION SELECT "shop_id", "day" FROM "daily_sales";
--> statement-breakpoint
INSERT INTO "stale_buyers" ("shop_id", "buyers") SELECT "shop_id", array_agg(DISTINCT "buyer_user_id") FROM "orders" WHERE "buyer_user_id" IS NOT NULL GROUP BY "shop_id";
--> statement-breakpoint
-- A work table, empty but while somebody replays.
TRUNCATE "order_replays", "replay_orders", "replay_order_line_items";
--> statement-breakpoint
ALTER TABLE "replay_order_line_items" ADD COLUMN "order_create_time" timestamp with time zone NOT NULL;
--> statement-breakpoint
ALTER TABLE "replay_order_line_items" ADD COLUMN "other_tracking_number" text;
--> statement-breakpoint
CREATE INDEX "customers_shop_orders" ON "customers" USING btree ("shop_id","orders","last_order_at","buyer_user_id");
--> statement-breakpoint
CREATE INDEX "customers_shop_nickname" ON "customers" USING btree ("shop_id",left(lower("nickname"), 64) text_pattern_ops);
--> statement-breakpoint
CREATE INDEX "product_skus_names" ON "product_skus" USING gin ("shop_id","product_name" gin_trgm_ops,"seller_sku" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "order_line_items_shop_product" ON "order_line_items" USING btree ("shop_id","product_id","order_create_time");
--> statement-breakpoint
CREATE INDEX "order_line_items_shop_other_tracking" ON "order_line_items" USING btree ("shop_id",left("other_tracking_number", 64) text_pattern_ops) WHERE "order_line_items"."other_tracking_number" is not null;
--> statement-breakpoint
CREATE INDEX "orders_shop_buyer" ON "orders" USING btree ("shop_id","buyer_user_id");
--> statement-breakpoint
CREATE INDEX "orders_shop_tracking" ON "orders" USING btree ("shop_id",left("tracking_number", 64) text_pattern_ops) WHERE "orders"."tracking_number" is not null;
