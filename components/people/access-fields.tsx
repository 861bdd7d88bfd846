import { type Role, roles } from "@/lib/roles";

type AccessFieldsProps = {
  /** Told apart where a page has two such forms. */
  idPrefix: string;
  /** What is chosen when the page arrives; `shopIds` null is all shops. */
  access: { role: Role; shopIds: readonly string[] | null };
  shops: { shopId: string; name: string; region: string }[];
  /** Only an owner can make an owner. */
  canMakeOwners: boolean;
};

const duties: Record<Role, string> = {
  owner: "Everything, owners and the deletion of data included.",
  admin: "Connects shops, controls the sync, manages people.",
  analyst: "Sees everything of their shops, buyers included, and exports.",
  viewer: "Sees the figures of their shops. Buyers are masked, nothing is exported.",
};

const choiceClass =
  "flex items-start gap-2.5 rounded-md border border-line p-3 has-checked:border-accent/50 has-checked:bg-accent-soft";
const dotClass = "mt-0.5 size-4 shrink-0 accent-(--accent)";

/** A role, and for the roles that can be limited the shops; what does not apply is hidden by style sheet alone. */
export function AccessFields({ idPrefix, access, shops, canMakeOwners }: AccessFieldsProps) {
  const { role, shopIds } = access;
  const offered = canMakeOwners ? roles : roles.filter((choice) => choice !== "owner");
  return (
    <div className="group/access grid gap-4">
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">Role</legend>
        {offered.map((choice) => (
          <label key={choice} className={choiceClass}>
            <input
              type="radio"
              name="role"
              value={choice}
              defaultChecked={choice === role}
              required
              className={dotClass}
            />
            <span>
              <span className="font-medium">{choice[0]?.toUpperCase() + choice.slice(1)}</span>
              <span className="block text-sm text-pretty text-ink-muted">{duties[choice]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="grid gap-2 group-has-[[value=admin]:checked]/access:hidden group-has-[[value=owner]:checked]/access:hidden">
        <legend className="mb-1.5 text-sm font-medium">Shops</legend>
        <label className="flex items-start gap-2.5">
          <input
            type="radio"
            name="shops"
            value="all"
            defaultChecked={shopIds === null}
            className={dotClass}
          />
          All shops, those connected later included
        </label>
        <label className="flex items-start gap-2.5">
          <input
            type="radio"
            name="shops"
            value="some"
            defaultChecked={shopIds !== null}
            className={dotClass}
          />
          Only these
        </label>
        <div className="ml-6.5 grid gap-2 group-has-[[value=all]:checked]/access:hidden">
          {shops.map(({ shopId, name, region }) => (
            <label key={shopId} htmlFor={`${idPrefix}-${shopId}`} className="flex items-start gap-2.5">
              <input
                id={`${idPrefix}-${shopId}`}
                type="checkbox"
                name="shopIds"
                value={shopId}
                defaultChecked={shopIds?.includes(shopId) ?? false}
                className={dotClass}
              />
              <span className="min-w-0 break-words">
                {name} <span className="text-ink-muted">{region}</span>
              </span>
            </label>
          ))}
          {shops.length === 0 ? <p className="text-ink-muted">No shop is connected yet.</p> : null}
        </div>
      </fieldset>
    </div>
  );
}
