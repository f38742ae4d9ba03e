import type { HTMLAttributes } from "preact";
import type {
  MyGroupsBadgeAttributes,
  MyGroupsBadgeElement,
  MyGroupsBadgeListeners,
  MyGroupsBadgeProperties,
} from "./index.js";

type Own = MyGroupsBadgeAttributes & MyGroupsBadgeProperties & MyGroupsBadgeListeners<"on">;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "my-groups-badge": Omit<HTMLAttributes<MyGroupsBadgeElement>, keyof Own> & Own;
    }
  }
}
