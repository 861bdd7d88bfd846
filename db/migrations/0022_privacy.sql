CREATE TABLE "erased_buyers" (
	"shop_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "erased_buyers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"salt" text NOT NULL,
	"buyer_hash" text NOT NULL,
	"stand_in" text NOT NULL,
	"buyer_user_id" text,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"orders" integer NOT NULL,
	"page_cursor" bigint DEFAULT 0 NOT NULL,
	"pages_rewritten" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "erased_buyers_shop_id_id_pk" PRIMARY KEY("shop_id","id")
);
--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "raw_pages_days" integer;--> statement-breakpoint
CREATE INDEX "erased_buyers_open" ON "erased_buyers" USING btree ("requested_at") WHERE "erased_buyers"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "resource_pages_shop_fetched" ON "resource_pages" USING btree ("shop_id","fetched_at");