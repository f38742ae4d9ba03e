import type { HTMLAttributes } from "vue";
import type {
  MyGroupsBadgeAttributes,
  MyGroupsBadgeEventMap,
  MyGroupsBadgeProperties,
} from "./index.js";

type Listeners = {
  [K in keyof MyGroupsBadgeEventMap as `on${Capitalize<K>}`]?: (event: MyGroupsBadgeEventMap[K]) => unknown;
};
type Own = MyGroupsBadgeAttributes & MyGroupsBadgeProperties & Listeners;

declare module "vue" {
  interface GlobalComponents {
    "my-groups-badge": new () => { $props: Omit<HTMLAttributes, keyof Own> & Own };
  }
}
