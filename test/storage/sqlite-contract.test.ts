import { storeContract } from "./contract.ts";
import { keysContract } from "./keys-contract.ts";

storeContract("sqlite");
keysContract("sqlite");
