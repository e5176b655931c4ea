import { readFile } from "node:fs/promises";
import type { CDPSession, WebSocketRoute } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { MOST } from "../../sandbox/page/chat/window.ts";
import { closeBrowser } from "../browser.ts";
import { seriousFindings } from "./axe.ts";
import { become, box, last, pickCommand, said, startPageWorld, useCommand } from "./page-world.ts";

afterAll(closeBrowser);

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

it("is there for less than a second's work and 300 kB, and asks nobody but localhost", async () => {
  await using world = await startPageWorld();
  let bytes = 0;
  let session: CDPSession | undefined;
  const page = await world.open("ash", {}, async (fresh) => {
    session = await fresh.context().newCDPSession(fresh);
    await session.send("Network.enable");
    // The page's own time on the processor: what the clock on the wall says depends on what else the machine does.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  });
  const { metrics } = (await session?.send("Performance.getMetrics")) ?? { metrics: [] };
  const work = metrics.find(({ name }) => name === "TaskDuration")?.value ?? Infinity;
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(300_000);
  expect(work).toBeLessThan(1);
  await useCommand(page, "show parts");
  await useCommand(page, "show text");
  await useCommand(page, "show embed");
  await last(page).getByText("A card").waitFor();
  const hosts = new Set(world.requests.map((address) => new URL(address).host));
  expect([...hosts]).toEqual([new URL(world.sandbox.url).host]);
});

it("is served with a policy under which nothing else could be asked", async () => {
  await using world = await startPageWorld();
  const policy = (await fetch(world.sandbox.url)).headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  const html = await readFile(new URL("../../sandbox/page/index.html", import.meta.url), "utf8");
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});

it.each([
  ["dark on a desktop", { colorScheme: "dark" }],
  ["light on a phone", { ...PHONE, colorScheme: "light" }],
] as const)("has nothing serious for axe-core to say, %s", async (_name, options) => {
  await using world = await startPageWorld();
  const page = await world.open("ash", options);
  await useCommand(page, "show buttons");
  await useCommand(page, "show selects");
  await useCommand(page, "show text");
  await useCommand(page, "show parts");
  await useCommand(page, "secret");
  await said(page, "Between us.").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await pickCommand(page, "feel");
  await page.keyboard.type("99");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "mood", exact: true }).click();
  await page.getByRole("option", { name: "Calm" }).waitFor();
  expect(await seriousFindings(page), "with a command begun").toEqual([]);
  await page.keyboard.press("Escape");
  await useCommand(page, "form");
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  expect(await seriousFindings(page), "with a form open").toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "People" }).click();
  await page.getByRole("button", { name: /^Robin/ }).click();
  await page.getByRole("button", { name: "Kick" }).waitFor();
  expect(await seriousFindings(page), "with the people shown").toEqual([]);
  await page
    .getByRole("complementary", { name: "People" })
    .getByRole("button", { name: "Close", exact: true })
    .click();
  await page.getByRole("button", { name: /^You are / }).click();
  expect(await seriousFindings(page), "with the personas shown").toEqual([]);
});

it("is all there at 360 px: channels, commands, forms, and nothing sticks out", async () => {
  await using world = await startPageWorld();
  const page = await world.open("ash", PHONE);
  const tooWide = () => page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
  await page.getByRole("button", { name: "Servers and channels" }).tap();
  await page.getByRole("button", { name: "evening" }).tap();
  await page.getByRole("heading", { name: "evening", level: 1 }).waitFor();
  await page.getByRole("button", { name: "quiet-talk" }).waitFor({ state: "hidden" });
  await useCommand(page, "show parts");
  await last(page).getByText("A button in a row").waitFor();
  const scroller = page.getByRole("log");
  const sticksOut = () =>
    scroller.evaluate(
      (log) =>
        (log as unknown as { scrollWidth: number; clientWidth: number }).scrollWidth >
        (log as unknown as { clientWidth: number }).clientWidth,
    );
  expect([await tooWide(), await sticksOut()]).toEqual([false, false]);
  await last(page).getByRole("button", { name: "Open the form" }).tap();
  const form = page.getByRole("dialog", { name: "Five questions" });
  await form.getByLabel("What happened").fill("A long day");
  await form.getByRole("radio", { name: "Far" }).check();
  await form.getByRole("combobox", { name: "Which day" }).tap();
  await page.getByRole("option", { name: "Monday" }).tap();
  await form.getByRole("button", { name: "Submit" }).tap();
  await said(page, "Told: A long day | far |  | mon | false").waitFor();
  await pickCommand(page, "feel");
  expect(await tooWide()).toBe(false);
});

it("says when the bot is gone, and when it is back", async () => {
  await using world = await startPageWorld();
  const page = await world.open("ash");
  await world.bot.client.destroy();
  const notice = page.getByRole("status").getByText("Thaw is offline");
  await notice.waitFor();
  await world.bot.client.login(world.sandbox.token);
  await notice.waitFor({ state: "detached" });
});

it("says when the sandbox is gone, and shows all that was written meanwhile once it is back", async () => {
  await using world = await startPageWorld();
  let cut = false;
  let socket: WebSocketRoute | undefined;
  const page = await world.open("ash", {}, (fresh) =>
    fresh.routeWebSocket("**/page/events*", (route) => {
      if (cut) return void route.close();
      route.connectToServer();
      socket = route;
      return undefined;
    }),
  );
  cut = true;
  await socket?.close();
  const notice = page.getByRole("status").getByText("can’t be reached");
  await notice.waitFor();
  world.sandbox.member("robin").say("While you were away", { in: "welcome" });
  cut = false;
  await said(page, "While you were away").waitFor();
  await notice.waitFor({ state: "detached" });
});

it("scrolls through all of a long channel with few of its messages in the document", async () => {
  await using world = await startPageWorld();
  const ash = world.sandbox.member("ash");
  for (let count = 1; count <= 800; count += 1)
    ash.say(`Line ${count} ${"word ".repeat(count % 40)}`, { in: "welcome" });
  const page = await world.open("robin");
  await said(page, /^Line 800\b/).waitFor();
  const log = page.getByRole("log");
  const seen = new Set<string>();
  await log.hover();
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, -20_000);
        const first = await log
          .getByText(/^Line \d+/)
          .first()
          .innerText();
        seen.add(first.split(" ")[1] ?? "");
        expect(await log.getByRole("article").count()).toBeLessThanOrEqual(MOST);
        return first;
      },
      { timeout: 60_000, interval: 15 },
    )
    .toMatch(/^Line 1\b/);
  expect(seen.size).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Newest messages" }).click();
  await said(page, /^Line 800\b/).waitFor();
  expect(await box(page).isVisible()).toBe(true);
  await become(page, "Ash");
});
