import type { HTMLAttributes } from "svelte/elements";
import type {
  MyGroupsBadgeAttributes,
  MyGroupsBadgeElement,
  MyGroupsBadgeListeners,
  MyGroupsBadgeProperties,
} from "./index.js";

type Own = MyGroupsBadgeAttributes &
  MyGroupsBadgeProperties &
  MyGroupsBadgeListeners<"on"> &
  MyGroupsBadgeListeners<"on:">;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "my-groups-badge": Omit<HTMLAttributes<MyGroupsBadgeElement>, keyof Own> & Own;
  }
}
