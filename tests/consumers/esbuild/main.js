import { setWasmUrl } from "my-groups-badge";
import url from "my-groups-badge/wasm";

setWasmUrl(new URL(url, import.meta.url));
