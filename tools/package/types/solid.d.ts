import type { JSX } from "solid-js";
import type {
  MyGroupsBadgeAttributes,
  MyGroupsBadgeElement,
  MyGroupsBadgeListeners,
  MyGroupsBadgeProperties,
} from "./index.js";

/** Solid sets attributes. With the prefix `prop:` it sets a property. */
type Properties = { [K in keyof MyGroupsBadgeProperties as `prop:${K}`]?: MyGroupsBadgeProperties[K] };
type Own = MyGroupsBadgeAttributes & Properties & MyGroupsBadgeListeners<"on:">;

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "my-groups-badge": Omit<JSX.HTMLAttributes<MyGroupsBadgeElement>, keyof Own> & Own;
    }
  }
}
