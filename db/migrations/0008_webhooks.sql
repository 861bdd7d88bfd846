CREATE TABLE "webhook_events" (
	"shop_id" text NOT NULL,
	"notification_id" text NOT NULL,
	"type" integer NOT NULL,
	"order_ids" text[] NOT NULL,
	"order_status" text,
	"sent_at" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	CONSTRAINT "webhook_events_shop_id_notification_id_pk" PRIMARY KEY("shop_id","notification_id")
);
--> statement-breakpoint
ALTER TABLE "tiktok_connections" ADD COLUMN "authorized_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "tiktok_connections" SET "authorized_at" = "created_at";--> statement-breakpoint
ALTER TABLE "tiktok_connections" ADD COLUMN "authorization_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "notified_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "notify_error_code" text;--> statement-breakpoint
CREATE INDEX "webhook_events_shop_received" ON "webhook_events" USING btree ("shop_id","received_at");