DROP INDEX "order_line_items_shop_product";--> statement-breakpoint
DROP INDEX "order_line_items_shop_other_tracking";--> statement-breakpoint
DROP INDEX "orders_shop_buyer";--> statement-breakpoint
DROP INDEX "orders_shop_tracking";--> statement-breakpoint
CREATE INDEX "order_line_items_product" ON "order_line_items" USING btree ("product_id","order_create_time");--> statement-breakpoint
CREATE INDEX "order_line_items_other_tracking" ON "order_line_items" USING btree (left("other_tracking_number", 64) text_pattern_ops) WHERE "order_line_items"."other_tracking_number" is not null;--> statement-breakpoint
CREATE INDEX "orders_buyer" ON "orders" USING btree ("buyer_user_id");--> statement-breakpoint
CREATE INDEX "orders_tracking" ON "orders" USING btree (left("tracking_number", 64) text_pattern_ops) WHERE "orders"."tracking_number" is not null;