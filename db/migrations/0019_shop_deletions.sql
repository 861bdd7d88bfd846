CREATE TABLE "shop_deletions" (
	"shop_id" text PRIMARY KEY NOT NULL,
	"shop_name" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"rows_deleted" bigint DEFAULT 0 NOT NULL,
	"advanced_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
