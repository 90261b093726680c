// The frame of the page: who it was served to, and the worker that lets it open without a network.
import type { Shell } from "./lists";

/** What the service says of itself and of who is signed in; without a network, as it was said last. */
export function shell(): Shell {
  return JSON.parse(document.getElementById("shell")?.textContent ?? "{}") as Shell;
}

/**
 * Whether the page may show what it keeps: whoever it was served to has not signed out since, nor has anybody else signed
 * in. Their session may be over: what they count is kept until they sign in again.
 */
export function isTheirs(account: string): boolean {
  const said = document.cookie.split("; ").find((each) => each.startsWith("rollcall_account="));
  return (said?.split("=")[1] ?? "") === account;
}

/** Why this page cannot be opened without a network, as far as this browser says. */
export type Kept = "kept" | "insecure" | "unable";

/**
 * Has the page kept on this device, and its newer version taken over when it is served. Only pages that came by https,
 * or from this machine itself, may be kept.
 */
export async function keep(version: string): Promise<Kept> {
  if (!("serviceWorker" in navigator)) return window.isSecureContext ? "unable" : "insecure";
  try {
    const kept = await navigator.serviceWorker.register("/handheld/worker.js", { scope: "/handheld" });
    const take = (worker: ServiceWorker | null) => worker?.postMessage(version);
    take(kept.waiting);
    kept.addEventListener("updatefound", () => {
      const fresh = kept.installing;
      fresh?.addEventListener("statechange", () => fresh.state === "installed" && take(fresh));
    });
    return "kept";
  } catch {
    return "unable";
  }
}
