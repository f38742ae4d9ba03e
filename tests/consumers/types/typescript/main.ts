import { setWasmUrl, type MyGroupsBadgeElement, type MyGroupsBadgeGroup } from "my-groups-badge";
import "my-groups-badge/inline";
import url from "my-groups-badge/wasm";

setWasmUrl(url);
setWasmUrl(new URL(url, location.href));

const badge: MyGroupsBadgeElement = document.createElement("my-groups-badge");
badge.src = "/my-groups.json";
badge.limit = 5;
badge.refresh = "60";
badge.show = ["topics", "founded"];
badge.debug = true;
badge.sort = null;
const names: string[] = badge.groups.map(({ name }: MyGroupsBadgeGroup) => name);
const level: number = badge.headingLevel;
badge.addEventListener("load", ({ detail }) => console.log(detail.count + names.length + level));
badge.addEventListener("error", ({ detail: { kind, status } }) => console.log(kind === "rate-limited", status + 1));
badge.addEventListener("click", ({ clientX }) => clientX);
const state: "idle" | "loading" | "ready" | "empty" | "failed" = await badge.reload();
document.querySelector("my-groups-badge")?.remove();

// @ts-expect-error it can only be read
badge.state = state;
// @ts-expect-error there is no such order
badge.sort = "size";
// @ts-expect-error there is nothing of that name to show
badge.show = ["members"];
// @ts-expect-error a number
badge.limit = "many";
// @ts-expect-error no such kind
badge.addEventListener("error", ({ detail }) => detail.kind === "bad");
// @ts-expect-error frozen
badge.groups.push();
