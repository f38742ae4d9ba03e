import { flushSync, mount } from "svelte";
import Badge from "./Badge.svelte";

const given = $state({ properties: undefined });
mount(Badge, { target: document.getElementById("app"), props: given });
const set = (properties) => flushSync(() => { given.properties = properties; });
window.app = { render: set, remove: () => set(undefined) };
