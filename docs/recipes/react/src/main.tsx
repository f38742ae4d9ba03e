import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { MyGroups } from "./MyGroups.tsx";

function Page() {
  const [limit, setLimit] = useState(5);
  const [count, setCount] = useState<number>();
  return (
    <>
      <button id="fewer" onClick={() => setLimit(1)}>Only one</button>
      <button id="none" onClick={() => setLimit(0)}>None</button>
      <output>{count}</output>
      {limit > 0 && <MyGroups limit={limit} onCount={setCount} />}
    </>
  );
}

createRoot(document.getElementById("app")!).render(<StrictMode><Page /></StrictMode>);
