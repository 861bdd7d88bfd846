CREATE TABLE "alert_messages" (
	"shop_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "alert_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"event" text NOT NULL,
	"title" text NOT NULL,
	"sentence" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alert_messages_shop_id_id_pk" PRIMARY KEY("shop_id","id")
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"id" integer PRIMARY KEY NOT NULL,
	"webhook_url_sealed" text,
	"heartbeat_url_sealed" text,
	"webhook_ok_at" timestamp with time zone,
	"webhook_error_at" timestamp with time zone,
	"webhook_error" text,
	"heartbeat_ok_at" timestamp with time zone,
	"heartbeat_error_at" timestamp with time zone,
	"heartbeat_error" text,
	"evaluated_at" timestamp with time zone,
	CONSTRAINT "alert_settings_one_row" CHECK ("alert_settings"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"shop_id" text NOT NULL,
	"kind" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"shop_name" text NOT NULL,
	"level" integer NOT NULL,
	"is_reminded" boolean NOT NULL,
	"title" text NOT NULL,
	"sentence" text NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "alerts_shop_id_kind_began_at_pk" PRIMARY KEY("shop_id","kind","began_at")
);
--> statement-breakpoint
CREATE INDEX "alert_messages_due" ON "alert_messages" USING btree ("next_attempt_at") WHERE "alert_messages"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("shop_id","kind") WHERE "alerts"."ended_at" is null;