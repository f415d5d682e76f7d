// Units run without a browser. What they import may name the client of the API, which reads where the pages are.
Object.assign(globalThis, {
  document: { baseURI: 'http://localhost/' },
  window: { location: { origin: 'http://localhost' } },
})
