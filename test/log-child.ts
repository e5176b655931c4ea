/** A process that ends by an error which carries what its argument says, as one of discord.js would. */
import { endOnFault, openLog } from "../src/log.ts";

endOnFault(openLog({ level: "warn", now: () => 0 }));
setImmediate(() => {
  throw Object.assign(new Error("Invalid Form Body"), { requestBody: { json: process.argv[2] } });
});
