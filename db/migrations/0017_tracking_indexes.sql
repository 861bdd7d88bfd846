DROP INDEX "order_line_items_other_tracking";--> statement-breakpoint
DROP INDEX "orders_tracking";--> statement-breakpoint
CREATE INDEX "order_line_items_other_tracking" ON "order_line_items" USING btree ("other_tracking_number" text_pattern_ops) WHERE "order_line_items"."other_tracking_number" is not null;--> statement-breakpoint
CREATE INDEX "orders_tracking" ON "orders" USING btree ("tracking_number" text_pattern_ops) WHERE "orders"."tracking_number" is not null;