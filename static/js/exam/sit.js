// Sitting a quiz: puts the parts together.
import { ServerClock, pageWritten } from "./clock.js";
import { Checking } from "./checking.js";
import { askAboutConflicts, oneTab, openLease } from "./company.js";
import { Course } from "./course.js";
import { HandingIn } from "./handing_in.js";
import { keepForOffline } from "./keeping.js";
import { Navigator } from "./navigator.js";
import { openOutbox } from "./outbox.js";
import { Paper } from "./paper.js";
import { Pause } from "./pause.js";
import { Presence } from "./presence.js";
import { showReceipts } from "./receipts.js";
import { showSaveState } from "./savestate.js";
import { connectSealed, seal } from "./sealed.js";
import { Sender } from "./sender.js";
import { Session } from "./session.js";
import { SignInAgain } from "./signin_again.js";
import { Timer } from "./timer.js";
import { connectZoom } from "./zoom.js";

const LOOK_AGAIN = 90_000;
const root = document.querySelector(".exam");
const state = JSON.parse(root.dataset.attempt);
const words = JSON.parse(root.dataset.words);
const find = (name) => document.querySelector(name);
const dialog = (name) => document.getElementById(name);

const owner = `attempt:${state.attempt}`;
const lease = await openLease(owner);
const outbox = await openOutbox(owner, { frozen: !lease.mine });
const clock = ServerClock.of(state, outbox.facts.elapsed_ms, pageWritten());
const sender = new Sender(outbox, { url: state.save_url, token: state.token });
const overview = new Navigator(root, words);
const timer = new Timer(find(".timer"), find("[data-voice]"), clock, state.ends_at, words);
const paper = new Paper(find("#exam"), { navigator: overview, outbox, clock, words });
const signIn = new SignInAgain(dialog("sign-in-again"), { url: root.dataset.signIn, words });
const session = new Session(signIn, { url: root.dataset.signIn, csrf: root.dataset.csrf });
const handingIn = new HandingIn({ state, paper, outbox, sender, timer, session, heard, dialog: dialog("hand-in"), ended: dialog("ended"), words });
const presence = new Presence({ url: state.presence_url, outbox, sender, overview, clock });
const pause = new Pause(dialog("paused"), { timer, presence });

outbox.learn(state.answers);
paper.restore();
const course = new Course({ navigator: overview, paper, outbox, clock, dialog: dialog("going-on"), inOrder: "sequential" in root.dataset, locked: state.locked });
const checking = new Checking({ navigator: overview, paper, outbox, sender, url: state.check_url, words, course });
checking.learn(state.checks);
connectZoom(root, dialog("picture"), words.zoom);
overview.show(chosenEarly() ?? overview.place(outbox.facts.slot) ?? overview.current);
if (!overview.current.hasAttribute("data-current")) overview.show(overview.places.find(({ dataset }) => course.lets(Number(dataset.slot))));
countAnswered();
showSaveState(find(".savestate"), { outbox, sender, words, savedAt: lastSaved(state.answers), voice: find("[data-voice]") });
showReceipts(root, { outbox, words });
connectSealed(dialog("ended"), () => seal(state, outbox), `sen-${state.attempt}.json`);
const nextConflict = askAboutConflicts(dialog("conflict"), { paper, outbox, sender, clock, words });

outbox.addEventListener("change", countAnswered);
outbox.addEventListener("storage", () => notice("storage"));
overview.addEventListener("move", () => outbox.remember({ slot: overview.slot }));
timer.addEventListener("count", () => outbox.remember({ elapsed_ms: Math.round(clock.elapsed) }));
sender.addEventListener("reply", ({ detail }) => heard(detail, detail.at));
sender.addEventListener("unauthorised", () => refresh(true));
sender.addEventListener("refused", () => notice("refused"));
for (const button of root.querySelectorAll("[data-ask-hand-in]")) button.addEventListener("click", () => handingIn.ask());
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
addEventListener("online", () => refresh());
addEventListener("beforeunload", (event) => { if (!outbox.durable && outbox.unsaved().length) event.preventDefault(); });
setInterval(() => { if (!document.hidden) refresh(); }, LOOK_AGAIN * (0.75 + Math.random() / 2));

presence.addEventListener("reply", ({ detail }) => heard(detail, detail.at));
root.dataset.state = "ready";
if (!outbox.durable) notice("storage");
if (state.tab && state.tab !== outbox.tab) notice("device");
oneTab(lease, { dialog: dialog("elsewhere"), paper, outbox, sender });
pause.heard(state);
timer.start();
presence.start();
nextConflict();
sender.flush();
if (Date.parse(state.now) - Date.parse(state.started_at) + 5000 < (outbox.facts.elapsed_ms ?? 0)) refresh();
root.dataset.offline = (await keepForOffline({ worker: root.dataset.worker, scope: location.pathname })) ? "kept" : "no";
if (root.dataset.offline === "no") notice("worker");

// What every answer of the server tells: its time, the end, and whether somebody else is at work.
function heard({ now, ends_at, state: stands, paused_at, tab }, at) {
  clock.sync(now, at);
  timer.endsAt = ends_at;
  pause.heard({ state: stands, paused_at });
  if (stands === "closed" && timer.left > 1) handingIn.end();
  if (!tab || tab === state.tab) return;
  state.tab = tab; // who stored last before this
  if (tab === outbox.tab) return;
  notice("device");
  refresh();
}

// How the attempt stands on the server, with what other devices answered.
async function refresh(urgent = false) {
  const started = performance.now();
  const fresh = await session.get(state.state_url, urgent);
  if (!fresh?.answers || sender.stopped) return;
  state.token = fresh.token;
  sender.renew(fresh.token);
  outbox.learn(fresh.answers);
  paper.restore();
  course.learn(fresh.locked);
  checking.learn(fresh.checks);
  heard(fresh, (started + performance.now()) / 2);
  if (outbox.pending().length) sender.flush();
}

// Who taps a question before the page can lead there is not sent elsewhere: the tap has left its name in the address.
function chosenEarly() {
  const slot = /^#q(\d+)$/.exec(location.hash)?.[1];
  if (slot) history.replaceState(null, "", location.pathname + location.search);
  return overview.place(Number(slot));
}

function countAnswered() {
  const total = overview.places.length;
  root.querySelector("[data-answered-count]").textContent = words.answered_of.replace("{n}", total - paper.unanswered().length).replace("{total}", total);
}

function lastSaved(answers) {
  return answers.map(({ saved_at }) => saved_at).sort().at(-1) ?? null;
}

function notice(name) {
  root.querySelector(`[data-notice="${name}"]`).hidden = false;
}
