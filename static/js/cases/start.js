// The first screen: the picture is made smaller before the form is sent.

import { smaller } from "./photo.js";

const form = document.querySelector("[data-start]");
const input = form?.querySelector("input[type=file]");
input?.addEventListener("change", async () => {
  const [file] = input.files;
  if (!file) return;
  const made = await smaller(file);
  if (made === file || input.files[0] !== file) return;
  const carrier = new DataTransfer();
  carrier.items.add(made);
  input.files = carrier.files;
});
