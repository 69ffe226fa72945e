/* Buttons that copy what stands in the element that they name; without this script they are not shown. */

for (const button of document.querySelectorAll("button[data-copy]")) copying(button);

function copying(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
