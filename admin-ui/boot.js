// Starts the console. A file of its own, since the content security policy lets no script stand in the page.
import start from "veiviser-console/console.js";
import wasm from "veiviser-console/console_bg.wasm";

// Names the version that runs: the console compares it with the server's when a part of it does not arrive.
document.documentElement.dataset.console = new URL(import.meta.url).pathname;

try {
  await start({ module_or_path: wasm });
  document.getElementById("boot")?.remove();
} catch (error) {
  console.error(error);
  document.getElementById("boot-loading").hidden = true;
  document.getElementById("boot-failed").hidden = false;
}
