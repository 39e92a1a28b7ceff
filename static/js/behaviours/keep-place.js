// A film goes on where this person left it on this device. The place is kept in the browser only; nobody else is told,
// and signing out forgets it.
const PREFIX = "sen-place-";
const EVERY = 5;
const NEAR_AN_END = 10; // seconds: who saw nearly all of it begins anew

export function connect(player) {
  const key = PREFIX + player.dataset.place;
  const begin = () => {
    const place = Number(read(key));
    if (place > NEAR_AN_END && place < player.duration - NEAR_AN_END) player.currentTime = place;
  };
  let kept = 0;
  const keep = () => {
    if (Math.abs(player.currentTime - kept) < EVERY && !player.paused) return;
    kept = player.currentTime;
    write(key, String(Math.floor(kept)));
  };
  if (player.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
  else player.addEventListener("loadedmetadata", begin, { once: true });
  player.addEventListener("timeupdate", () => { if (player.played.length) keep(); });
  player.addEventListener("pause", keep);
}

export function forget() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Where storage is not allowed nothing was kept.
  }
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A film without a memory is still a film.
  }
}
