"use strict";

// The secret of a link stands behind the # of the address, which a browser does not send. It leaves the address at once, so
// that it is in no history, and this page only when the button is pressed.
const base = document.documentElement.dataset.base; // the path prefix of a proxy before the server
const words = document.getElementById("words");
const forms = { link: document.getElementById("link"), ask: document.getElementById("ask"), code: document.getElementById("code") };
const [id, secret] = location.hash.slice(1).split(".");
history.replaceState(null, "", location.pathname);

function show(...names) {
  for (const [name, form] of Object.entries(forms)) form.hidden = !names.includes(name);
}

// send gives the answer, or null when it was refused. Of a refusal that people meet often the page has words in their language.
async function send(path, body, refused) {
  words.textContent = "";
  try {
    const answer = await fetch(base + "/api/v1/sign-in" + path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), credentials: "same-origin",
    });
    const said = await answer.json();
    if (!answer.ok) words.textContent = (answer.status === 401 && refused) || said.detail;
    return answer.ok ? said : null;
  } catch {
    words.textContent = words.dataset.away;
    return null;
  }
}

function on(form, act) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    await act();
    button.disabled = false;
  });
}

const inside = () => location.replace(base + "/");

on(forms.link, async () => {
  if (await send("/links/" + encodeURIComponent(id) + "/use", { secret }, words.dataset.link)) inside();
  else show("ask", "code");
});
on(forms.ask, async () => {
  const email = document.getElementById("email").value;
  const said = await send("", { email });
  if (!said) return;
  document.getElementById("who").value = email;
  words.textContent = words.dataset.asked;
  show("code");
});
on(forms.code, async () => {
  const who = document.getElementById("who").value;
  if (await send("/code", { who, code: document.getElementById("digits").value }, words.dataset.code)) inside();
});

if (id && secret) show("link");
else show("ask", "code");
