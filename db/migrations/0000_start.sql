CREATE TABLE "oauth_states" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"browser_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tiktok_connections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"open_id" text NOT NULL,
	"seller_name" text,
	"seller_base_region" text,
	"access_token_sealed" text NOT NULL,
	"refresh_token_sealed" text NOT NULL,
	"access_token_issued_at" timestamp with time zone NOT NULL,
	"access_token_expires_at" timestamp with time zone NOT NULL,
	"refresh_token_expires_at" timestamp with time zone,
	"granted_scopes" text[] NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"last_error_code" text,
	"token_version" integer DEFAULT 1 NOT NULL,
	"refresh_lease_expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_pages" (
	"shop_id" text NOT NULL,
	"page_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "order_pages_page_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" uuid,
	"fetched_at" timestamp with time zone NOT NULL,
	"orders" integer NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "order_pages_shop_id_page_id_pk" PRIMARY KEY("shop_id","page_id")
);
--> statement-breakpoint
CREATE TABLE "order_rejects" (
	"shop_id" text NOT NULL,
	"reject_key" text NOT NULL,
	"order_id" text,
	"run_id" uuid,
	"create_time" timestamp with time zone,
	"reasons" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "order_rejects_shop_id_reject_key_pk" PRIMARY KEY("shop_id","reject_key")
);
--> statement-breakpoint
CREATE TABLE "order_line_items" (
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
	CONSTRAINT "order_line_items_shop_id_line_item_id_pk" PRIMARY KEY("shop_id","line_item_id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
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
	CONSTRAINT "orders_shop_id_order_id_pk" PRIMARY KEY("shop_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "daily_order_status" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"status" text NOT NULL,
	"orders" integer NOT NULL,
	CONSTRAINT "daily_order_status_shop_id_day_status_pk" PRIMARY KEY("shop_id","day","status")
);
--> statement-breakpoint
CREATE TABLE "daily_product_sales" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"product_id" text NOT NULL,
	"currency" text NOT NULL,
	"product_name" text,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"gmv" numeric NOT NULL,
	"net_sales" numeric NOT NULL,
	"cancelled_units" integer NOT NULL,
	CONSTRAINT "daily_product_sales_shop_id_day_product_id_currency_pk" PRIMARY KEY("shop_id","day","product_id","currency")
);
--> statement-breakpoint
CREATE TABLE "daily_sales" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"gmv" numeric NOT NULL,
	"net_sales" numeric NOT NULL,
	"net_orders" integer NOT NULL,
	"cancelled_orders" integer NOT NULL,
	"gift_units" integer NOT NULL,
	"sample_orders" integer NOT NULL,
	"sample_units" integer NOT NULL,
	"rebuilt_at" timestamp with time zone NOT NULL,
	CONSTRAINT "daily_sales_shop_id_day_currency_pk" PRIMARY KEY("shop_id","day","currency")
);
--> statement-breakpoint
CREATE TABLE "hourly_sales" (
	"shop_id" text NOT NULL,
	"day" date NOT NULL,
	"hour_start" timestamp with time zone NOT NULL,
	"currency" text NOT NULL,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"gmv" numeric NOT NULL,
	"net_sales" numeric NOT NULL,
	"net_orders" integer NOT NULL,
	"cancelled_orders" integer NOT NULL,
	CONSTRAINT "hourly_sales_shop_id_day_hour_start_currency_pk" PRIMARY KEY("shop_id","day","hour_start","currency")
);
--> statement-breakpoint
CREATE TABLE "stale_days" (
	"shop_id" text NOT NULL,
	"mark_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "stale_days_mark_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	CONSTRAINT "stale_days_shop_id_mark_id_pk" PRIMARY KEY("shop_id","mark_id")
);
--> statement-breakpoint
CREATE TABLE "shops" (
	"shop_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"currency" text NOT NULL,
	"timezone" text NOT NULL,
	"cipher" text NOT NULL,
	"seller_type" text,
	"connection_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disconnected_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_metadata" (
	"shop_id" text NOT NULL,
	"resource" text NOT NULL,
	"status" text DEFAULT 'new' NOT NULL,
	"synced_through" timestamp with time zone,
	"changes_through" timestamp with time zone,
	"fresh_through" timestamp with time zone,
	"last_sync_time" timestamp with time zone,
	"last_full_sync_time" timestamp with time zone,
	"lease_owner" text,
	"lease_token" bigint DEFAULT 0 NOT NULL,
	"lease_expires_at" timestamp with time zone,
	"request_seq" bigint DEFAULT 0 NOT NULL,
	"last_advanced_at" timestamp with time zone,
	"consecutive_failures" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"last_error_code" text,
	"records_total" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_metadata_shop_id_resource_pk" PRIMARY KEY("shop_id","resource")
);
--> statement-breakpoint
CREATE TABLE "sync_runs" (
	"shop_id" text NOT NULL,
	"id" uuid NOT NULL,
	"resource" text NOT NULL,
	"kind" text NOT NULL,
	"trigger" text NOT NULL,
	"status" text NOT NULL,
	"stop_reason" text,
	"phase" text,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"last_advanced_at" timestamp with time zone,
	"range_from" timestamp with time zone,
	"range_until" timestamp with time zone,
	"api_calls" integer DEFAULT 0 NOT NULL,
	"retries" integer DEFAULT 0 NOT NULL,
	"rate_limit_waits" integer DEFAULT 0 NOT NULL,
	"expected" integer,
	"fetched" integer DEFAULT 0 NOT NULL,
	"inserted" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"counted_there" integer,
	"counted_here" integer,
	"is_count_proven" boolean,
	"verify_tries" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_detail" text,
	CONSTRAINT "sync_runs_shop_id_id_pk" PRIMARY KEY("shop_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_windows" (
	"shop_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"window_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sync_windows_window_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_sec" bigint,
	"to_sec" bigint NOT NULL,
	"cursor_sec" bigint NOT NULL,
	"status" text NOT NULL,
	"expected" integer,
	"fetched" integer DEFAULT 0 NOT NULL,
	"pages" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "sync_windows_shop_id_run_id_window_id_pk" PRIMARY KEY("shop_id","run_id","window_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp with time zone,
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('owner', 'admin', 'analyst', 'viewer'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "tiktok_connections_open_id_key" ON "tiktok_connections" USING btree ("open_id");--> statement-breakpoint
CREATE INDEX "order_rejects_shop_open" ON "order_rejects" USING btree ("shop_id","resolved_at");--> statement-breakpoint
CREATE INDEX "order_line_items_shop_order" ON "order_line_items" USING btree ("shop_id","order_id");--> statement-breakpoint
CREATE INDEX "orders_shop_create_time" ON "orders" USING btree ("shop_id","create_time","order_id");--> statement-breakpoint
CREATE INDEX "orders_shop_status_create_time" ON "orders" USING btree ("shop_id","status","create_time","order_id");--> statement-breakpoint
CREATE INDEX "orders_shop_update_time" ON "orders" USING btree ("shop_id","update_time");--> statement-breakpoint
CREATE INDEX "orders_shop_paid_time" ON "orders" USING btree ("shop_id","paid_time");--> statement-breakpoint
CREATE INDEX "stale_days_shop_day" ON "stale_days" USING btree ("shop_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_runs_one_running" ON "sync_runs" USING btree ("shop_id","resource","kind") WHERE "sync_runs"."status" = 'running';--> statement-breakpoint
CREATE INDEX "sync_runs_shop_started" ON "sync_runs" USING btree ("shop_id","started_at");--> statement-breakpoint
CREATE INDEX "sync_windows_pending" ON "sync_windows" USING btree ("shop_id","run_id","to_sec") WHERE "sync_windows"."status" = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));