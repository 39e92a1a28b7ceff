// Asks the browser where it is, only on a tap, and puts it into the form around; data-send sends the form as well.
const PATIENCE = 15_000;

export function connect(place) {
  if (!navigator.geolocation || !window.isSecureContext) return;
  place.hidden = false;
  const form = place.closest("form");
  const [button, said] = [place.querySelector("button"), place.querySelector("[role=status]")];
  button.addEventListener("click", () => {
    button.disabled = true;
    said.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        for (const name of ["latitude", "longitude", "accuracy"]) {
          if (form.elements[name]) form.elements[name].value = coords[name].toFixed(name === "accuracy" ? 0 : 5);
        }
        button.disabled = false;
        said.textContent = "✓";
        if (place.dataset.send) form.submit();
      },
      () => {
        button.disabled = false;
        said.textContent = place.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 },
    );
  });
}
