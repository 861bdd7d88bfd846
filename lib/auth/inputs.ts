import { z } from "zod";
import { roles } from "@/lib/roles";

export const emailInput = z.string().trim().toLowerCase().pipe(z.email("Enter an e-mail address.").max(254));
export const passwordInput = z.string("Enter a password.").max(1_000);
export const nameInput = z
  .string()
  .trim()
  .max(100, "A name may have at most 100 characters.")
  .transform((name) => name || null);

export const emailAndPassword = z.object({ email: emailInput, password: passwordInput });

/** A form's radio and checkboxes: all shops, or those ticked. */
const shopChoice = z
  .object({
    shops: z.enum(["all", "some"]).default("all"),
    shopIds: z
      .union([z.string().transform((id) => [id]), z.array(z.string())])
      .pipe(z.array(z.string().min(1).max(64)).max(500))
      .default([]),
  })
  .transform(({ shops, shopIds }) => (shops === "all" ? null : shopIds));

export const roleInput = z.enum(roles, "Choose a role.");

/** A role with the shops that go with it; `shopIds` null is all of them. */
export const accessInput = z
  .looseObject({ role: roleInput })
  .transform((form) => ({ role: form.role, shopIds: shopChoice.parse(form) }));
