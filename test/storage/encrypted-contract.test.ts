import { storeContract } from "./contract.ts";
import { drillsContract } from "./drills-contract.ts";
import { keysContract } from "./keys-contract.ts";

storeContract("encrypted");
keysContract("encrypted");
drillsContract("encrypted");
