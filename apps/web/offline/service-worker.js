// Keeps the files of the page, so that it opens without a network. The build fills in the list.
const files = __FILES__;
const cacheName = "pgt-app-__VERSION__";

/** Headers that let threads of the page share memory, whatever its host sends. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

// A newer version waits until the last page of an older one is closed: that one may still load a part of itself.
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith("pgt-app-") && name !== cacheName)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  if (request.mode === "navigate" && (await isOtherServer())) {
    await leave();
    return fetch(request);
  }
  const kept = await caches.match(request, { cacheName, ignoreSearch: true });
  return kept ? isolated(kept) : fetch(request);
}

/**
 * Finds out, on this machine's own addresses, if another server than that of the app answers there now: a port is
 * anybody's. One that does not answer at all is no other.
 */
async function isOtherServer() {
  if (!/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(self.location.hostname)) return false;
  try {
    const response = await fetch(self.location.href, { cache: "no-store" });
    return !(response.ok && (await response.text()).includes("pgt-app-"));
  } catch {
    return false;
  }
}

/** Answers no more, and leaves nothing behind. */
async function leave() {
  await self.registration.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("pgt-app-")).map((name) => caches.delete(name)));
}

function isolated(response) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value);
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}
