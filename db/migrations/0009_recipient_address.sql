ALTER TABLE "orders" ADD COLUMN "recipient_address" jsonb;--> statement-breakpoint
ALTER TABLE "replay_orders" ADD COLUMN "recipient_address" jsonb;--> statement-breakpoint
UPDATE "orders" SET "recipient_address" = "extra" -> 'recipient_address', "extra" = "extra" - 'recipient_address' WHERE "extra" ? 'recipient_address';
