// Pictures that the server had no time to draw are asked for again, a little later each time.
const TRIES = 6;

export function connect(list) {
  list.addEventListener("error", ({ target }) => again(target), true);
  for (const picture of list.querySelectorAll("img")) if (picture.complete && !picture.naturalWidth && picture.loading === "eager") again(picture);
}

function again(picture) {
  const tries = Number(picture.dataset.tries ?? 0);
  if (tries === TRIES) return;
  picture.dataset.tries = tries + 1;
  setTimeout(() => {
    const address = new URL(picture.src);
    address.searchParams.set("again", tries + 1);
    picture.src = address;
  }, 1000 * 2 ** tries * (0.7 + 0.6 * Math.random()));
}
