/* What the page asks the server: JSON, with the token of the page's form. */
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

/** Posts `fields`; answers {status, body}, with status 0 where the server was not reached. */
export async function post(url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: answer.status, body: json ? await answer.json() : {} };
  } catch {
    return { status: 0, body: {} };
  }
}

/** The JSON of an address; `instead` where it does not come. */
export async function get(url, instead) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : instead;
  } catch {
    return instead;
  }
}

/** Calls `run` once nothing has been asked for `wait` milliseconds; `.now()` runs at once. */
export function calm(run, wait) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  later.now = () => {
    clearTimeout(timer);
    return run();
  };
  return later;
}
