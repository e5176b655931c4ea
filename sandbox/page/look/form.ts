/** What stands in a text field of a form, without space around it. */
export function textIn(form: HTMLFormElement, name: string): string {
  const given = new FormData(form).get(name);
  return typeof given === "string" ? given.trim() : "";
}
