CREATE TABLE "resource_pages" (
	"shop_id" text NOT NULL,
	"resource" text NOT NULL,
	"page_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "resource_pages_page_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" uuid,
	"fetched_at" timestamp with time zone NOT NULL,
	"records" integer NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "resource_pages_shop_id_resource_page_id_pk" PRIMARY KEY("shop_id","resource","page_id")
);
--> statement-breakpoint
CREATE TABLE "resource_rejects" (
	"shop_id" text NOT NULL,
	"resource" text NOT NULL,
	"reject_key" text NOT NULL,
	"record_id" text,
	"run_id" uuid,
	"create_time" timestamp with time zone,
	"reasons" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "resource_rejects_shop_id_resource_reject_key_pk" PRIMARY KEY("shop_id","resource","reject_key")
);
--> statement-breakpoint
CREATE TABLE "cancellations" (
	"shop_id" text NOT NULL,
	"cancel_id" text NOT NULL,
	"order_id" text NOT NULL,
	"cancel_type" text,
	"status" text NOT NULL,
	"role" text,
	"reason" text,
	"reason_text" text,
	"currency" text,
	"refund_total" numeric,
	"refund_subtotal" numeric,
	"refund_shipping_fee" numeric,
	"refund_tax" numeric,
	"units" integer NOT NULL,
	"create_time" timestamp with time zone NOT NULL,
	"update_time" timestamp with time zone NOT NULL,
	"extra" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"vanished_at" timestamp with time zone,
	CONSTRAINT "cancellations_shop_id_cancel_id_pk" PRIMARY KEY("shop_id","cancel_id")
);
--> statement-breakpoint
CREATE TABLE "return_line_items" (
	"shop_id" text NOT NULL,
	"return_id" text NOT NULL,
	"return_line_item_id" text NOT NULL,
	"order_id" text NOT NULL,
	"order_line_item_id" text,
	"is_refunded" boolean NOT NULL,
	"sku_id" text,
	"seller_sku" text,
	"product_name" text,
	"sku_name" text,
	"currency" text,
	"refund_total" numeric,
	"refund_subtotal" numeric,
	"refund_shipping_fee" numeric,
	"refund_tax" numeric,
	CONSTRAINT "return_line_items_shop_id_return_id_return_line_item_id_pk" PRIMARY KEY("shop_id","return_id","return_line_item_id")
);
--> statement-breakpoint
CREATE TABLE "returns" (
	"shop_id" text NOT NULL,
	"return_id" text NOT NULL,
	"order_id" text NOT NULL,
	"return_type" text,
	"status" text NOT NULL,
	"is_refunded" boolean NOT NULL,
	"role" text,
	"reason" text,
	"reason_text" text,
	"currency" text,
	"refund_total" numeric,
	"refund_subtotal" numeric,
	"refund_shipping_fee" numeric,
	"refund_tax" numeric,
	"units" integer NOT NULL,
	"create_time" timestamp with time zone NOT NULL,
	"update_time" timestamp with time zone NOT NULL,
	"respond_by" timestamp with time zone,
	"arbitration_status" text,
	"tracking_number" text,
	"shipping_provider" text,
	"extra" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"vanished_at" timestamp with time zone,
	CONSTRAINT "returns_shop_id_return_id_pk" PRIMARY KEY("shop_id","return_id")
);
--> statement-breakpoint
CREATE INDEX "resource_rejects_shop_open" ON "resource_rejects" USING btree ("shop_id","resource","resolved_at");--> statement-breakpoint
CREATE INDEX "cancellations_shop_create_time" ON "cancellations" USING btree ("shop_id","create_time","cancel_id");--> statement-breakpoint
CREATE INDEX "cancellations_shop_status_create_time" ON "cancellations" USING btree ("shop_id","status","create_time","cancel_id");--> statement-breakpoint
CREATE INDEX "cancellations_shop_update_time" ON "cancellations" USING btree ("shop_id","update_time");--> statement-breakpoint
CREATE INDEX "cancellations_shop_order" ON "cancellations" USING btree ("shop_id","order_id");--> statement-breakpoint
CREATE INDEX "return_line_items_shop_refunded_order" ON "return_line_items" USING btree ("shop_id","order_id") WHERE "return_line_items"."is_refunded";--> statement-breakpoint
CREATE INDEX "returns_shop_create_time" ON "returns" USING btree ("shop_id","create_time","return_id");--> statement-breakpoint
CREATE INDEX "returns_shop_status_create_time" ON "returns" USING btree ("shop_id","status","create_time","return_id");--> statement-breakpoint
CREATE INDEX "returns_shop_update_time" ON "returns" USING btree ("shop_id","update_time");--> statement-breakpoint
CREATE INDEX "returns_shop_order" ON "returns" USING btree ("shop_id","order_id");