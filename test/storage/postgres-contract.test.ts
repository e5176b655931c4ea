import { storeContract } from "./contract.ts";
import { keysContract } from "./keys-contract.ts";

storeContract("postgres");
keysContract("postgres");
