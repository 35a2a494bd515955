export function ceoReport(x: unknown) { const p = document.createElement("p"); p.textContent = JSON.stringify(x).slice(0, 300); return p; }
