// From what was scanned or typed to the person on the list.
const LONGEST = 200;

export function tidy(text) {
  return text.replace(/\s+/g, "").toUpperCase().slice(0, LONGEST);
}

// As lms/attendance/scanners/preload.py computes it; empty where the browser offers no hashes (plain http).
export async function digest(salt, code) {
  if (!globalThis.crypto?.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${salt}:${code}`)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
