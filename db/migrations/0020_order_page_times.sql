ALTER TABLE "orders" ADD COLUMN "page_times" timestamp with time zone[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_orders" ADD COLUMN "page_times" timestamp with time zone[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "order_pages_shop_fetched" ON "order_pages" USING btree ("shop_id","fetched_at");