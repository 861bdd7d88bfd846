CREATE TABLE "order_replays" (
	"shop_id" text PRIMARY KEY NOT NULL,
	"owner" uuid NOT NULL,
	"lease_expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "replay_order_line_items" (
	"shop_id" text NOT NULL,
	"line_item_id" text NOT NULL,
	"order_id" text NOT NULL,
	"product_id" text,
	"sku_id" text,
	"seller_sku" text,
	"product_name" text,
	"sku_name" text,
	"sku_image" text,
	"original_price" numeric,
	"sale_price" numeric,
	"seller_discount" numeric,
	"platform_discount" numeric,
	"currency" text NOT NULL,
	"display_status" text,
	"is_gift" boolean DEFAULT false NOT NULL,
	"cancel_reason" text,
	"cancel_user" text,
	"package_id" text,
	"tracking_number" text,
	CONSTRAINT "replay_order_line_items_shop_id_line_item_id_pk" PRIMARY KEY("shop_id","line_item_id")
);
--> statement-breakpoint
CREATE TABLE "replay_orders" (
	"shop_id" text NOT NULL,
	"order_id" text NOT NULL,
	"status" text NOT NULL,
	"create_time" timestamp with time zone NOT NULL,
	"update_time" timestamp with time zone NOT NULL,
	"paid_time" timestamp with time zone,
	"rts_time" timestamp with time zone,
	"delivery_time" timestamp with time zone,
	"cancel_time" timestamp with time zone,
	"rts_sla_time" timestamp with time zone,
	"tts_sla_time" timestamp with time zone,
	"cancel_order_sla_time" timestamp with time zone,
	"currency" text NOT NULL,
	"total_amount" numeric,
	"sub_total" numeric,
	"seller_discount" numeric,
	"platform_discount" numeric,
	"shipping_fee" numeric,
	"tax" numeric,
	"buyer_user_id" text,
	"buyer_nickname" text,
	"is_sample_order" boolean DEFAULT false NOT NULL,
	"is_on_hold_order" boolean DEFAULT false NOT NULL,
	"is_buyer_request_cancel" boolean DEFAULT false NOT NULL,
	"fulfillment_type" text,
	"shipping_type" text,
	"shipping_provider" text,
	"tracking_number" text,
	"warehouse_id" text,
	"cancel_reason" text,
	"cancellation_initiator" text,
	"payment_method_name" text,
	"recipient_region" text,
	"units" integer NOT NULL,
	"extra" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	"lateness_sec" integer,
	"checked_at" timestamp with time zone,
	"vanished_at" timestamp with time zone,
	CONSTRAINT "replay_orders_shop_id_order_id_pk" PRIMARY KEY("shop_id","order_id")
);
--> statement-breakpoint
CREATE INDEX "replay_order_line_items_shop_order" ON "replay_order_line_items" USING btree ("shop_id","order_id");--> statement-breakpoint
ALTER TABLE "order_replays" SET UNLOGGED;
--> statement-breakpoint
ALTER TABLE "replay_orders" SET UNLOGGED;
--> statement-breakpoint
ALTER TABLE "replay_order_line_items" SET UNLOGGED;
