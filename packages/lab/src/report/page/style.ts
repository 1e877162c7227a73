/** The look of a report: light and dark by the reader's choice, readable on a phone, no file beside it. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #57606a; --line: #d0d7de; --ground: #fff; --row: #f6f8fa;
  --run: #0550ae; --hold: #9a3b00; --placebo: #6639ba; --cash: #57606a; --good: #116329; --bad: #a40e26;
  --fifth: #1b7c83; --sixth: #a40e26; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #9da7b1; --line: #3d444d; --ground: #0d1117;
  --row: #161b22; --run: #79b8ff; --hold: #ffa657; --placebo: #d2a8ff; --cash: #9da7b1; --good: #56d364;
  --bad: #ff8f87; --fifth: #39c5cf; --sixth: #ff8f87; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 72rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; margin: 0 0 .5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .3rem 0; } .said { font-size: 1.05rem; } .note { color: var(--faint); font-size: .9rem; }
.scroll { overflow-x: auto; overflow-wrap: normal; } .scroll:focus-visible { outline: 2px solid var(--run); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; width: 100%; }
caption { text-align: left; color: var(--faint); padding: .2rem 0; }
th, td { padding: .25rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child { text-align: left; } thead th { vertical-align: bottom; }
tbody tr:nth-child(even) { background: var(--row); }
.good { color: var(--good); } .bad { color: var(--bad); }
figure { margin: 1rem 0; } figcaption { color: var(--faint); font-size: .9rem; }
.plot { position: relative; height: 18rem; margin: .5rem 1.8rem 1.6rem 4.2rem; border-left: 1px solid var(--line);
  border-bottom: 1px solid var(--line); } .plot.low { height: 8rem; }
.plot svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden; }
.plot span { position: absolute; font-size: .75rem; color: var(--faint); white-space: nowrap; }
.plot .y { right: 100%; transform: translateY(-50%); padding-right: .4rem; }
.plot .x { top: 100%; transform: translateX(-50%); padding-top: .2rem; }
path { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); stroke-width: 1; } .zero { stroke: var(--faint); stroke-width: 1; }
.run { stroke: var(--run); stroke-width: 2.5; } .hold { stroke: var(--hold); stroke-dasharray: 8 3; }
.placebo { stroke: var(--placebo); stroke-dasharray: 2 3; } .cash { stroke: var(--cash); stroke-dasharray: 8 3 2 3; }
.fifth { stroke: var(--fifth); } .sixth { stroke: var(--sixth); stroke-dasharray: 12 4; }
.band { fill: var(--run); stroke: none; opacity: .15; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; margin: .3rem 0; }
.legend svg { width: 2rem; height: .6rem; margin-right: .4rem; }
/* What paid over what was foretold. */
.reliability { border: 1px solid var(--line); overflow: visible; } .reliability circle { fill: var(--run); }
.reliability path { fill: none; stroke: var(--run); } .reliability .zero { stroke: var(--line); }
.forest { width: 7rem; height: 1rem; display: block; } .span { stroke: var(--run); } .dot { stroke: var(--ink); }
`;
