// Signing out: answers and scans still on their way are sent first, then nothing of a test, a reflection or the list of
// a session stays on the device.
export function connect(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await Promise.allSettled([dropExams(), dropLists(), dropPlaces(), dropTyped()]);
    form.submit();
  });
}

async function dropExams() {
  const [{ sendAndForget }, { dropKept }] = await Promise.all([import("../exam/leaving.js"), import("../exam/keeping.js")]);
  await sendAndForget().catch(() => {});
  await dropKept();
}

async function dropLists() {
  await (await import("../scanner/leaving.js")).wipe();
}

async function dropPlaces() {
  (await import("./keep-place.js")).forget();
}

async function dropTyped() {
  (await import("../writer/stash.js")).clear();
}
