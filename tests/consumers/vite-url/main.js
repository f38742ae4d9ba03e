import { setWasmUrl } from "my-groups-badge";
import url from "my-groups-badge/wasm?url";

setWasmUrl(url);
