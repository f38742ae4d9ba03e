import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  MyGroupsBadgeAttributes,
  MyGroupsBadgeElement,
  MyGroupsBadgeListeners,
  MyGroupsBadgeProperties,
} from "./index.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "my-groups-badge": DetailedHTMLProps<HTMLAttributes<MyGroupsBadgeElement>, MyGroupsBadgeElement> &
        MyGroupsBadgeAttributes &
        MyGroupsBadgeProperties &
        MyGroupsBadgeListeners<"on">;
    }
  }
}
