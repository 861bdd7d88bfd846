CREATE TABLE "sync_tasks" (
	"shop_id" text NOT NULL,
	"resource" text NOT NULL,
	"task_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sync_tasks_task_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" uuid,
	"record_id" text,
	"field" text,
	"from_sec" bigint,
	"to_sec" bigint,
	"counted" integer,
	"reason" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_tasks_shop_id_resource_task_id_pk" PRIMARY KEY("shop_id","resource","task_id")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "lateness_sec" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "vanished_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "compare_through" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "count_trust" text;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "missing" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "changed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "vanished" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "position" text;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "fruitless_turns" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_tasks_one_per_record" ON "sync_tasks" USING btree ("shop_id","resource",coalesce("run_id"::text, ''),"record_id") WHERE "sync_tasks"."record_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_shop_open_checked" ON "orders" USING btree ("shop_id",coalesce("checked_at", "stored_at")) WHERE "orders"."status" not in ('COMPLETED', 'CANCELLED');--> statement-breakpoint
CREATE INDEX "orders_shop_vanished" ON "orders" USING btree ("shop_id","create_time") WHERE "orders"."vanished_at" is not null;