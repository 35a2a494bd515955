/** Works through steps, and lets the browser paint and answer between slices of about so many milliseconds. */
export async function inSlices(steps: Iterable<void>, slice = 8): Promise<void> {
  let end = performance.now() + slice;
  for (const step of steps) {
    void step;
    if (performance.now() < end) continue;
    await new Promise((done) => setTimeout(done));
    end = performance.now() + slice;
  }
}
