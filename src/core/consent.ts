/** The text that members agree to before anything is kept. A new version asks everybody again. */
export const consentVersion = 1;
