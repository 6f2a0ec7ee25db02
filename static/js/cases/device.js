// What is kept on the device until the server has said that it has it. One entry per section, the newest text only.
//
// An entry: {key, draft, section, owner, token, base, pairs, sending, at}. `base` is the version the text was written
// on, `sending` the text of a request whose answer is not known: it is asked again, as it was, before anything newer.
// "Kept" is said only after the browser has written it to disk (strict durability), so it survives being killed.

const NAME = "gongzhi-cases", STORE = "sections";
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const keyOf = (draft, section) => `${draft}:${section}`;
export const keep = (entry) => run("readwrite", (store) => store.put(entry));
export const read = (draft, section) => run("readonly", (store) => store.get(keyOf(draft, section)));
export const drop = (draft, section) => run("readwrite", (store) => store.delete(keyOf(draft, section)));

/** Entries of one person for one draft, in the order in which they were first kept. */
export async function entries(draft, owner) {
  const all = await run("readonly", (store) => store.getAll());
  return all.filter((entry) => entry.draft === draft && entry.owner === owner).sort((one, other) => one.at - other.at);
}
