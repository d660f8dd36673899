// Checks for changes once a second and replaces the content, unless a person is typing, has chosen something, has opened details, or the page has data-still.
const main = document.querySelector("main");
let revision = document.body.dataset.revision;
let wanted = false;

const busy = () => {
  const at = document.activeElement;
  return main.querySelector("[data-still], details[open], input[type=checkbox]:checked") || at && main.contains(at) && (at.tagName === "SELECT" || (at.tagName === "INPUT" && at.value));
};

async function look() {
  try {
    const now = await (await fetch("/revision")).text();
    wanted = wanted || now !== revision;
    if (wanted && !busy()) {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const focused = [...main.querySelectorAll("a,button,input,select")].indexOf(document.activeElement);
      main.innerHTML = page.querySelector("main").innerHTML;
      revision = page.body.dataset.revision;
      wanted = false;
      main.querySelectorAll("a,button,input,select")[focused]?.focus({ preventScroll: true });
    }
  } catch {
    // the sandbox does not answer; the next check tries again
  }
}

setInterval(() => document.hidden || look(), 1000);
